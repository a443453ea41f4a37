import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { emptyRun, type JsonObject, type RunStatus } from '../lib/core/run.ts'
import { askDatabase, databaseUrl } from './odoo-runs.fixture.ts'

/** Runs that nobody executes, and without a time of their end, so that nobody packs them; `remove` takes away all of them. */
export async function plantedRuns() {
  const prefix = `fade${randomBytes(2).toString('hex')}`
  let count = 0
  /** The run that it repeats comes last. Answers with its id. */
  const plant = async (status: RunStatus, title: string, input: JsonObject, message = '', previous: string | null = null) => {
    count += 1
    const id = `${prefix}${String(count).padStart(4, '0')}`
    const cause = message === '' ? null : { code: 'tests_failed', message, hint: '', step: 'test' }
    const now = new Date().toISOString()
    const view = { ...emptyRun, status, cause, startedAt: now }
    await askDatabase(
      `insert into "Run" (id, address, title, input, lock, status, view, "startedBy", "startedByName", surface, "planDigest", execution, "previousId")
       values ($1, 'github_ci_runner.run', $2, $3, $1, $4, $5, 'seed', 'Many Runs', 'cli', '-', 'seed', $6)`,
      [id, title, JSON.stringify(input), status, JSON.stringify(view), previous],
    )
    return id
  }
  return { plant, remove: () => askDatabase(`delete from "Run" where id like $1`, [`${prefix}%`]) }
}

/** Takes the audit away from who reads it; the answer gives it back. */
export async function withoutAudit(): Promise<() => Promise<void>> {
  await askDatabase('alter table "AuditRecord" rename to "AuditAway"')
  return () => askDatabase('alter table "AuditAway" rename to "AuditRecord"')
}

/** Makes who reads the audit wait; the answer lets them go on. */
export async function heldAudit(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
  await client.query('begin; lock table "AuditRecord" in access exclusive mode')
  return () => client.end()
}
