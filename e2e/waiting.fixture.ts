import { randomBytes } from 'node:crypto'
import { emptyRun } from '../lib/core/run.ts'
import { askDatabase } from './odoo-runs.fixture.ts'

/** A run of the example that waits for somebody, as an agent's does that asks for what destroys. Returns its id. */
export async function waitingRun(): Promise<string> {
  const id = randomBytes(6).toString('hex')
  const input = JSON.stringify({ repo: 'example', branch: 'main', all: false })
  await askDatabase(
    `insert into "Run" (id, address, title, input, lock, status, view, "lastSeq", "startedBy", "startedByName", surface, "planDigest", reason)
     values ($1, 'github_ci_runner.run', 'CI of example main', $2, 'run:' || $1, 'waiting', $3, 1, 'seed', 'agent of Dora', 'mcp', '-', 'nightly check')`,
    [id, input, JSON.stringify({ ...emptyRun, status: 'waiting' })],
  )
  await askDatabase(
    `insert into "RunEvent" ("runId", seq, key, kind, data) values ($1, 1, 'run:waiting', 'waiting', '{"reason": "An agent asks for it: a person has to approve it."}')`,
    [id],
  )
  return id
}
