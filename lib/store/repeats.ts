import type { Repeats } from '../core/store.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { type RunWithLinks, runOf } from './rows.ts'

/** A chain of runs that repeat each other is followed so far back. */
const longestChain = 100

/** The rows of runs, each with what it repeats. */
export async function withRepeats(prisma: PrismaClient, rows: readonly RunWithLinks[]) {
  const repeats = await repeatsOf(
    prisma,
    rows.filter(({ previousId }) => previousId !== null).map(({ id }) => id),
  )
  return rows.map((row) => runOf(row, repeats.get(row.id) ?? null))
}

/**
 * Of runs that repeat others, by id: how many one after the other, and whether the same code both passed and failed. What repeats a run
 * tests the same commit; only tests that failed count, since a machine that broke says nothing of the code.
 */
async function repeatsOf(prisma: PrismaClient, ids: readonly string[]): Promise<Map<string, Repeats>> {
  if (ids.length === 0) return new Map()
  const rows = await prisma.$queryRaw<({ id: string } & Repeats)[]>`
    with recursive chain as (
      select id as newest, 0 as depth, "previousId", status, view->'cause'->>'code' as code from "Run" where id in (${Prisma.join(ids)})
      union all
      select chain.newest, chain.depth + 1, run."previousId", run.status, run.view->'cause'->>'code'
      from chain join "Run" run on run.id = chain."previousId" where chain.depth < ${longestChain}
    )
    select newest as id, max(depth)::int as count,
      coalesce(bool_or(status = 'succeeded') and bool_or(code = 'tests_failed'), false) as "isFlaky"
    from chain group by newest`
  return new Map(rows.map(({ id, ...repeats }) => [id, repeats]))
}
