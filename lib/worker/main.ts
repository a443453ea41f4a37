import { readEnv, SettingError } from '../../config/env.ts'
import { verbs } from '../../skills/registry.ts'
import { configOf, guardOf, hooksOf, outsideOf, redactorOf, schedulesOf, settingsOf, toolSettingsOf } from '../configured.ts'
import { openRoom } from '../control.ts'
import { openTools } from '../tools/open.ts'
import { beginPlaybook } from './begin-playbook.ts'
import { startWorker } from './worker.ts'

try {
  const env = readEnv()
  const config = configOf(env)
  // Without a secret nothing is delivered, and nothing can be missed.
  const isWatching = hooksOf(config).secrets.length > 0
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
    playbooks: {
      schedules: schedulesOf(config),
      begin: (schedule, due) => beginPlaybook(openRoom('control-room-schedule', env), schedule, due),
    },
    guard: isWatching ? { control: openRoom('control-room-guard', env), settings: guardOf(config) } : null,
    reports: guardOf(config),
  })
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  console.error(error.message)
  process.exit(2)
}
