import { emptyRun } from '../lib/core/run.ts'
import { askDatabase } from './odoo-runs.fixture.ts'

/**
 * Writes runs that ended long ago, a minute apart, one in ten with warnings; the answer takes them away again. They have an execution and
 * no time of their end, so that no worker packs them.
 */
export async function manyRuns(count: number): Promise<() => Promise<void>> {
  const view = { ...emptyRun, status: 'succeeded', tests: { ...emptyRun.tests, passed: 3 } }
  await askDatabase(
    `insert into "Run" (id, address, title, input, lock, status, view, "startedBy", "startedByName", surface, "planDigest", "createdAt", execution)
     select 'feed' || lpad(n::text, 8, '0'), 'github_ci_runner.run', 'CI of many ' || n, '{"repo": "many"}', 'run:many' || n, 'succeeded',
       case when n % 10 = 0 then $1::jsonb || '{"cause": {"code": "warnings", "message": "One warns.", "hint": "", "step": "test"}}' else $1::jsonb end,
       'seed', 'Many Runs', 'cli', '-', timestamptz '2025-01-01' + n * interval '1 minute', 'seed'
     from generate_series(1, $2::int) n`,
    [JSON.stringify(view), count],
  )
  return () => askDatabase(`delete from "Run" where id like 'feed%'`)
}
