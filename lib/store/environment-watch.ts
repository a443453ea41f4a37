import type { JsonObject } from '../core/run.ts'
import type { PrismaClient } from './generated/client.ts'

/** True for the one of several workers that is to ask the environment now: it was not asked for so long. */
export async function claimAsking(prisma: PrismaClient, name: string, everyMs: number): Promise<boolean> {
  const claimed = await prisma.$executeRaw`
    insert into "EnvironmentWatch" as watch (name, "askedAt") values (${name}, clock_timestamp())
    on conflict (name) do update set "askedAt" = clock_timestamp() where watch."askedAt" <= clock_timestamp() - ${everyMs} * interval '1 millisecond'`
  return claimed === 1
}

/** Keeps what was heard of an environment. */
export async function keepHeard(prisma: PrismaClient, name: string, heard: JsonObject): Promise<void> {
  await prisma.environmentWatch.update({ where: { name }, data: { heard } })
}

/** What was heard last of each, in no order. */
export async function lastHeard(prisma: PrismaClient): Promise<JsonObject[]> {
  const rows = await prisma.environmentWatch.findMany({ select: { heard: true } })
  return rows.flatMap(({ heard }) => (isObject(heard) ? [heard] : []))
}

/** The column holds what `keepHeard` wrote. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
