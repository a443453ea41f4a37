import type { Cause } from '../core/run.ts'
import type { ReadStore } from '../core/store.ts'
import { endForeign, stranded, takeOver } from '../store/engine.ts'
import { packUp } from '../store/evidence.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import { interrupt } from '../store/journal.ts'

/** Finished runs get their pack from their own worker; only what it left is packed here. */
const packGraceMs = 10_000

interface House {
  prisma: PrismaClient
  store: ReadStore
  dataDir: string
  version: string
  say(line: string): void
}

/** What any worker does for all: carries on the runs of dead workers, ends those that nobody can carry on, packs what was left unpacked. */
export async function keepHouse({ prisma, store, dataDir, version, say }: House): Promise<void> {
  for (const { id, from } of await takeOver(prisma, version)) say(`run ${id} of ${from} goes back into the queue`)
  for (const id of await endForeign(prisma, version)) {
    say(`run ${id} belongs to a release that is gone`)
    await interrupt(prisma, id, null, gone('It was begun by another release of the control room, which no worker runs any more.'))
  }
  for (const { id, engine } of await stranded(prisma)) {
    say(`run ${id} is stranded (${engine ?? 'unknown to the engine'})`)
    await interrupt(prisma, id, null, gone(`The engine gave it up (${(engine ?? 'unknown to it').toLowerCase().replaceAll('_', ' ')}).`))
  }
  for (const id of await unpacked(prisma)) {
    // One that cannot be packed must not keep the others from it.
    await packUp({ prisma, store, dataDir }, id, version).catch((error: unknown) => say(`run ${id} could not be packed: ${String(error)}`))
  }
}

function gone(message: string): Cause {
  return { code: 'interrupted', message, hint: 'Nothing was undone. Look at the steps listed as not undone, then run it again.', step: '' }
}

async function unpacked(prisma: PrismaClient): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select r.id from "Run" r left join "EvidencePack" e on e."runId" = r.id
    where e."runId" is null and (r.status in ('interrupted') or (r.status in ('succeeded', 'failed', 'rolled_back', 'cancelled')
      and (r.execution is null or (r.view->>'finishedAt')::timestamptz < clock_timestamp() - ${packGraceMs} * interval '1 ms')))
    order by r."createdAt" limit 20`
  return rows.map(({ id }) => id)
}
