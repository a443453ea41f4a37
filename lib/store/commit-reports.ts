import type { RunStatus } from '../core/run.ts'
import type { PrismaClient } from './generated/client.ts'

/** How long a worker may take to tell one. */
const leaseMs = 120_000

/** What is to be told of a commit. */
export interface TakenReport {
  id: number
  runId: string
  /** As the run was asked for: a name of the configuration, a URL or a path. */
  repository: string
  sha: string
  /** What the run was when this was written. */
  status: RunStatus
  /** How often it was tried, this time included. */
  tries: number
  ageMs: number
}

/**
 * The next one for a worker, which has it for two minutes. Of a commit only the newest is told, of its newest run: what is older is stale by
 * then, and while one is on its way none goes after it.
 */
export async function takeReport(prisma: PrismaClient): Promise<TakenReport | null> {
  await dropStale(prisma)
  const [taken] = await prisma.$queryRaw<TakenReport[]>`
    update "CommitReport" set "takenUntil" = clock_timestamp() + ${leaseMs} * interval '1 millisecond', tries = tries + 1
    where id = (
      select id from "CommitReport" c where outcome = 'waiting' and "dueAt" <= clock_timestamp()
        and not exists (select from "CommitReport" o where o.repository = c.repository and o.sha = c.sha and o."takenUntil" > clock_timestamp())
      order by "dueAt", id limit 1 for update skip locked)
    returning id, "runId", repository, sha, status, tries, (extract(epoch from clock_timestamp() - at) * 1000)::float8 as "ageMs"`
  return taken ?? null
}

async function dropStale(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`
    with ranked as (
      select c.id, row_number() over (partition by c.repository, c.sha order by r."createdAt" desc, r.id desc, c.id desc) as place
      from "CommitReport" c join "Run" r on r.id = c."runId"
      where (c.repository, c.sha) in (select repository, sha from "CommitReport" where outcome = 'waiting'))
    update "CommitReport" c set outcome = 'stale', why = 'Something newer is to be told of this commit.'
    from ranked where ranked.id = c.id and c.outcome = 'waiting' and ranked.place > 1`
}

/** What came of it: what was told is told, whatever came after it. */
export async function endReport(
  prisma: PrismaClient,
  id: number,
  { outcome, why }: { outcome: 'sent' | 'left_out' | 'failed'; why: string },
): Promise<void> {
  await prisma.commitReport.update({ where: { id }, data: { outcome, why, takenUntil: null } })
}

/** Lets it wait until it is tried again, unless something newer came meanwhile. */
export async function postpone(prisma: PrismaClient, id: number, { waitMs, why }: { waitMs: number; why: string }): Promise<void> {
  await prisma.$executeRaw`
    update "CommitReport" set "takenUntil" = null, why = ${why}, "dueAt" = clock_timestamp() + ${waitMs} * interval '1 millisecond' where id = ${id}`
}

/** Why somebody cancelled a run; null where nobody said so. */
export async function cancelReason(prisma: PrismaClient, runId: string): Promise<string | null> {
  const row = await prisma.runEvent.findUnique({ where: { runId_key: { runId, key: 'run:cancel_requested' } }, select: { data: true } })
  const data = row?.data
  return data && typeof data === 'object' && !Array.isArray(data) && typeof data.reason === 'string' ? data.reason : null
}
