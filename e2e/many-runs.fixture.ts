import pg from 'pg'
import { emptyRun } from '../lib/core/run.ts'
import { databaseUrl } from './odoo-runs.fixture.ts'

/** Writes runs that ended long ago, a minute apart, one in ten with warnings; the answer takes them away again. */
export async function manyRuns(count: number): Promise<() => Promise<void>> {
  const view = { ...emptyRun, status: 'succeeded', tests: { ...emptyRun.tests, passed: 3 } }
  await ask(
    `insert into "Run" (id, address, title, input, lock, status, view, "startedBy", "startedByName", surface, "planDigest", "createdAt")
     select 'feed' || lpad(n::text, 8, '0'), 'github_ci_runner.run', 'CI of many ' || n, '{"repo": "many"}', 'run:many' || n, 'succeeded',
       case when n % 10 = 0 then $1::jsonb || '{"cause": {"code": "warnings", "message": "One warns.", "hint": "", "step": "test"}}' else $1::jsonb end,
       'seed', 'Many Runs', 'cli', '-', timestamptz '2025-01-01' + n * interval '1 minute'
     from generate_series(1, $2::int) n`,
    [JSON.stringify(view), count],
  )
  return () => ask(`delete from "Run" where id like 'feed%'`, [])
}

async function ask(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
  try {
    await client.query(sql, values)
  } finally {
    await client.end()
  }
}
