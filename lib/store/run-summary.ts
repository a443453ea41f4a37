import type { JsonObject, RunStatus } from '../core/run.ts'
import type { BranchesOf, BrokenRun, RunCounts, WorkerState } from '../core/run-summary.ts'
import type { RunFilter } from '../core/store.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { conditionsOf, touchesOnly } from './run-list.ts'

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
 * Of all runs that ask the same, and so bear the same title, the newest that ended by itself, where that one failed; newest first. What
 * repeats a run asks the same as the first of them did.
 */
export async function brokenRuns(prisma: PrismaClient, after: string, only?: BranchesOf, within?: readonly string[]): Promise<BrokenRun[]> {
  const isOfBranch = only
    ? Prisma.sql`(run.address not like ${ofSkill(only)} or run.branch is null or run.branch = any(${[...only.branches]}))`
    : Prisma.sql`true`
  const isNoOther = only
    ? Prisma.sql`(asked.address not like ${ofSkill(only)} or (asked.input->>'pr' is null and coalesce(asked.input->>'sha', '') = ''))`
    : Prisma.sql`true`
  // What they came to is read of those alone that are told: of all it is much to sort.
  const rows = await prisma.$queryRaw<BrokenRow[]>`
    select told.id, asked.address, told.title, asked.input, told.status, told.view->'cause'->>'message' as cause, told."createdAt" from (
      select run.id from "Run" run join "Run" asked on asked.id = coalesce(run."firstId", run.id)
      where run."parentId" is null and run."createdAt" >= ${after}::timestamptz and run.status in ('failed', 'interrupted', 'rolled_back')
        and ${isOfBranch} and ${isNoOther} and ${within ? touchesOnly(within, 'run') : Prisma.sql`true`}
        and not exists (select from "Run" later where later.title = run.title and later."parentId" is null
          and later.status in ('succeeded', 'failed', 'interrupted', 'rolled_back') and (later."createdAt", later.id) > (run."createdAt", run.id))
      order by run."createdAt" desc, run.id desc limit ${mostBroken}
    ) newest join "Run" told on told.id = newest.id join "Run" asked on asked.id = coalesce(told."firstId", told.id)
    order by told."createdAt" desc, told.id desc`
  return rows.map(({ createdAt, status, ...row }) => ({ ...row, status: status as RunStatus, createdAt: createdAt.toISOString() }))
}

/** A pattern for the addresses of a skill. */
function ofSkill({ skill }: BranchesOf): string {
  return `${skill.replaceAll('_', '\\_')}.%`
}

/** How many workers hold a lease now, and until when the last of all did. */
export async function workerState(prisma: PrismaClient): Promise<WorkerState> {
  const [state] = await prisma.$queryRaw<{ alive: number; until: Date | null }[]>`
    select count(*) filter (where "leaseUntil" > clock_timestamp())::int as alive, max("leaseUntil") as until from "Worker"`
  return { alive: state?.alive ?? 0, until: state?.until?.toISOString() ?? null }
}
