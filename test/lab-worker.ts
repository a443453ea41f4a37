import { readEnv, secretValues } from '../config/env.ts'
import { openRedactor } from '../lib/core/redact.ts'
import { beginPlaybook } from '../lib/worker/begin-playbook.ts'
import { startWorker } from '../lib/worker/worker.ts'
import { openLabControl } from './lab-control.ts'
import { labOutside, labSettings } from './lab-settings.ts'
import { labTools } from './lab-tools.ts'
import { labVerbs } from './lab-verbs.ts'

const env = readEnv()
const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = env
const crontab = process.env.LAB_CRONTAB
/** The first playbook finds the door shut, once. */
let shut = process.env.LAB_SHUT !== undefined
await startWorker({
  databaseUrl,
  dataDir,
  workerId: env.WORKER_ID ?? 'lab',
  leaseMs: env.LEASE_MS,
  verbs: labVerbs(process.env.LAB_VARIANT),
  tools: labTools(),
  settings: labSettings,
  outside: labOutside(dataDir),
  redactor: openRedactor(secretValues()),
  playbooks: {
    // Without one nothing begins by itself.
    schedules: crontab ? [{ mode: 'ops_surgeon', address: 'lab.free', crontab, timeZone: 'Asia/Singapore' }] : [],
    begin: async (schedule, due) => {
      if (shut) {
        shut = false
        console.log(`shut at ${due.toISOString()}`)
        throw new Error('The door is shut.')
      }
      return beginPlaybook(openLabControl({ databaseUrl, dataDir, variant: 'plain', secrets: [] }), schedule, due)
    },
  },
  guard: null,
  reports: { repositories: [], url: null },
})
