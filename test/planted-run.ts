import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { emptyRun } from '../lib/core/run.ts'

/** A run that nobody executes: whoever names the execution `mine` may write to it. Returns its id. */
export async function plantRun(sql: pg.Pool): Promise<string> {
  const id = randomBytes(6).toString('hex')
  const view = JSON.stringify({ ...emptyRun, status: 'running' })
  await sql.query(
    `insert into "Run" (id, address, title, input, lock, status, view, execution, "startedBy", "startedByName", surface, "planDigest")
     values ($1, 'github_ci_runner.run', 'Planted', '{}', $2, 'running', $3, 'mine', 'u1', 'op1', 'cli', '-')`,
    [id, `run:${id}`, view],
  )
  return id
}
