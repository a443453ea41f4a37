import type { JsonObject, RunStatus } from '../core/run.ts'
import type { BranchesOf, BrokenRun, RunCounts, WorkerState } from '../core/run-summary.ts'
import type { RunFilter } from '../core/store.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { conditionsOf } from './run-list.ts'

const mostBroken = 50

/** How many runs there are that a filter finds, by how they stand. */
export async function countRuns(prisma: PrismaClient, filter: RunFilter): Promise<RunCounts> {
  const conditions = [Prisma.sql`"parentId" is null`, ...conditionsOf(filter)]
  const [counts] = await prisma.$queryRaw<RunCounts[]>`
    select count(*) filter (where status in ('waiting', 'queued', 'running', 'undoing'))::int as open,
      count(*) filter (where status = 'succeeded' and view->>'cause' is null)::int as passed,
      count(*) filter (where status = 'succeeded' and view->>'cause' is not null)::int as warnings,
      count(*) filter (where status in ('failed', 'interrupted', 'rolled_back'))::int as failing,
      count(*) filter (where status = 'cancelled')::int as cancelled
    from "Run" where ${Prisma.join(conditions, ' and ')}`
  return counts ?? { open: 0, passed: 0, warnings: 0, failing: 0, cancelled: 0 }
}

interface BrokenRow {
  id: string
  address: string
  title: string
  input: JsonObject
  status: string
  cause: string | null
  createdAt: Date
}

/**
 * Of all runs that ask the same, the newest that ended by itself, where that one failed; newest first. What repeats a run asks the same
 * as that run did. What they came to is read of those alone that are told: of many runs it is much to read.
 */
export async function brokenRuns(prisma: PrismaClient, after: string, only?: BranchesOf): Promise<BrokenRun[]> {
  const isWanted = only
    ? Prisma.sql`(asked.address not like ${`${only.skill.replaceAll('_', '\\_')}.%`} or (asked.input->>'pr' is null and coalesce(asked.input->>'sha', '') = ''
        and (coalesce(asked.input->>'branch', '') = '' or asked.input->>'branch' = any(${[...only.branches]}))))`
    : Prisma.sql`true`
  const rows = await prisma.$queryRaw<BrokenRow[]>`
    select newest.id, newest.address, newest.title, newest.input, newest.status, run.view->'cause'->>'message' as cause, newest."createdAt" from (
      select ended.id, ended.status, ended."createdAt", asked.address, asked.title, asked.input from (
        select distinct on (coalesce(second.title, first.title, run.title) collate "C") run.id, run.status, run."createdAt",
          coalesce(second.id, first.id, run.id) as asked
        from "Run" run left join "Run" first on first.id = run."previousId" left join "Run" second on second.id = first."previousId"
        where run."parentId" is null and run."createdAt" >= ${after}::timestamptz and run.status in ('succeeded', 'failed', 'interrupted', 'rolled_back')
        order by coalesce(second.title, first.title, run.title) collate "C", run."createdAt" desc, run.id desc
      ) ended join "Run" asked on asked.id = ended.asked where ended.status <> 'succeeded' and ${isWanted}
      order by ended."createdAt" desc, ended.id desc limit ${mostBroken}
    ) newest join "Run" run on run.id = newest.id
    order by newest."createdAt" desc, newest.id desc`
  return rows.map(({ createdAt, status, ...row }) => ({ ...row, status: status as RunStatus, createdAt: createdAt.toISOString() }))
}

/** How many workers hold a lease now, and until when the last of all did. */
export async function workerState(prisma: PrismaClient): Promise<WorkerState> {
  const [state] = await prisma.$queryRaw<{ alive: number; until: Date | null }[]>`
    select count(*) filter (where "leaseUntil" > clock_timestamp())::int as alive, max("leaseUntil") as until from "Worker"`
  return { alive: state?.alive ?? 0, until: state?.until?.toISOString() ?? null }
}
