import type { JsonObject } from '../core/run.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { toJson } from './rows.ts'

/** As many refusals a minute are written down: what nobody has signed may not fill the disk. */
const mostRefusals = 60
/** And so many are kept: all others for as long as the secret lives. */
const keptRefusals = 10_000
/** How long a worker may take for one. */
const leaseMs = 60_000

export interface NewDelivery {
  name: string
  event: string
  action: string
  repository: string
  ref: string
  why: string
  /** Null where nothing follows from it. */
  wish: JsonObject | null
}

/** What a worker is to do. */
export interface TakenDelivery {
  seq: number
  event: string
  repository: string
  ref: string
  wish: unknown
  /** How long ago it came, in milliseconds. */
  ageMs: number
}

/** Writes a delivery down, once: false for one that came before. */
export async function addDelivery(prisma: PrismaClient, { wish, ...delivery }: NewDelivery): Promise<boolean> {
  const kept = wish === null ? Prisma.DbNull : toJson(wish)
  const data = [{ ...delivery, outcome: wish === null ? 'nothing' : 'waiting', wish: kept }]
  const { count } = await prisma.delivery.createMany({ data, skipDuplicates: true })
  return count === 1
}

/** Writes down that a delivery was refused. Whatever name it gave itself is not taken by that. */
export async function addRefused(prisma: PrismaClient, event: string, why: string): Promise<void> {
  const written = await prisma.$executeRaw`
    insert into "Delivery" (event, outcome, why) select ${event.slice(0, 100)}, 'refused', ${why.slice(0, 1000)}
    where (select count(*) from (select at from "Delivery" where outcome = 'refused' order by seq desc limit ${mostRefusals}) as last
      where at > clock_timestamp() - interval '1 minute') < ${mostRefusals}`
  if (written === 0) return
  await prisma.$executeRaw`
    delete from "Delivery" where outcome = 'refused'
      and seq <= (select seq from "Delivery" where outcome = 'refused' order by seq desc offset ${keptRefusals} limit 1)`
}

/**
 * The next one for a worker, which has it for a minute. Those of one repository are taken in the order of their coming, one at a time; workers
 * share the repositories. A rebuild, for which GitHub is asked, holds up no other.
 */
export async function takeDelivery(prisma: PrismaClient): Promise<TakenDelivery | null> {
  const [taken] = await prisma.$queryRaw<TakenDelivery[]>`
    update "Delivery" set "takenUntil" = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where seq = (
      select seq from "Delivery" d where outcome = 'waiting' and ("takenUntil" is null or "takenUntil" < clock_timestamp())
        and not exists (select from "Delivery" o where o.repository = d.repository and o.outcome = 'waiting' and o.seq < d.seq
          and o.wish->>'kind' <> 'rebuild')
      order by seq limit 1 for update skip locked)
    returning seq, event, repository, ref, wish, (extract(epoch from clock_timestamp() - at) * 1000)::float8 as "ageMs"`
  return taken ?? null
}

/** What came of it. */
export async function endDelivery(
  prisma: PrismaClient,
  seq: number,
  { outcome, why, runId = null }: { outcome: 'started' | 'nothing' | 'failed'; why: string; runId?: string | null },
): Promise<void> {
  await prisma.delivery.update({ where: { seq }, data: { outcome, why, runId, takenUntil: null } })
}

/** Lets it wait until it is tried again. */
export async function putOff(prisma: PrismaClient, seq: number, waitMs: number): Promise<void> {
  await prisma.$executeRaw`
    update "Delivery" set "takenUntil" = clock_timestamp() + ${waitMs} * interval '1 millisecond' where seq = ${seq}`
}

/** True when a push of the same branch came before it that is the later one by GitHub’s clock: deliveries may overtake each other. */
export async function isOvertaken(prisma: PrismaClient, { seq, repository, ref }: TakenDelivery, pushedAt: number): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ found: boolean }[]>`
    select exists (select from "Delivery" where repository = ${repository} and ref = ${ref} and seq < ${seq}
      and (wish->>'pushedAt')::float8 > ${pushedAt}) as found`
  return row?.found === true
}
