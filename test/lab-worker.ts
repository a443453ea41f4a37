import { readEnv, secretValues } from '../config/env.ts'
import { openRedactor } from '../lib/core/redact.ts'
import { startWorker } from '../lib/worker/worker.ts'
import { labOutside, labSettings } from './lab-settings.ts'
import { labTools } from './lab-tools.ts'
import { labVerbs } from './lab-verbs.ts'

const env = readEnv()
await startWorker({
  databaseUrl: env.DATABASE_URL,
  dataDir: env.DATA_DIR,
  workerId: env.WORKER_ID ?? 'lab',
  leaseMs: env.LEASE_MS,
  verbs: labVerbs(process.env.LAB_VARIANT),
  tools: labTools(),
  settings: labSettings,
  outside: labOutside(env.DATA_DIR),
  redactor: openRedactor(secretValues()),
})
