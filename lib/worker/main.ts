import { readEnv, SettingError } from '../../config/env.ts'
import { verbs } from '../../skills/registry.ts'
import { outsideOf, redactorOf, settingsOf, toolSettingsOf } from '../configured.ts'
import { openTools } from '../tools/open.ts'
import { startWorker } from './worker.ts'

try {
  const env = readEnv()
  await startWorker({
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    workerId: env.WORKER_ID ?? 'worker-1',
    leaseMs: env.LEASE_MS,
    verbs,
    tools: openTools(toolSettingsOf(env)),
    settings: settingsOf(env),
    outside: outsideOf(env),
    redactor: redactorOf(env),
  })
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  console.error(error.message)
  process.exit(2)
}
