import { apply, isFinished, type JsonObject, type NewEvent, type RunView } from '../core/run.ts'
import type { Prisma } from './generated/client.ts'
import { wakeIntervalMs } from './wake.ts'

/** The run's execution is not the writer's: another worker has claimed it. */
export class NotOwner extends Error {}

interface LockedRun {
  lastSeq: number
  view: RunView
  execution: string | null
  sinceWakeMs: number | null
}

/** Takes the run's row lock. `execution` null is the control room itself, which may always write. */
export async function lockRun(tx: Prisma.TransactionClient, runId: string, execution: string | null): Promise<LockedRun> {
  const [row] = await tx.$queryRaw<LockedRun[]>`
    select "lastSeq", view, execution, (extract(epoch from clock_timestamp() - "notifiedAt") * 1000)::float8 as "sinceWakeMs"
    from "Run" where id = ${runId} for no key update`
  if (!row) throw new NotOwner(`run ${runId} is gone`)
  if (execution !== null && row.execution !== execution) throw new NotOwner(`run ${runId} belongs to another execution`)
  return row
}

/** Events are the truth, the row is their fold; both are written under the run's row lock. Returns the fold. */
export async function appendIn(tx: Prisma.TransactionClient, runId: string, execution: string | null, event: NewEvent): Promise<RunView> {
  return appendLocked(tx, runId, execution, await lockRun(tx, runId, execution), event)
}

/** The same, when the caller holds the row lock already. */
export async function appendLocked(
  tx: Prisma.TransactionClient,
  runId: string,
  execution: string | null,
  row: LockedRun,
  event: NewEvent,
): Promise<RunView> {
  const seq = row.lastSeq + 1
  const step = event.step ?? ''
  const written = await tx.$queryRaw<{ at: Date }[]>`
    insert into "RunEvent" ("runId", seq, key, kind, step, data) values (${runId}, ${seq}, ${event.key}, ${event.kind}, ${step}, ${asJson(event.data)}::jsonb)
    on conflict do nothing returning at`
  const at = written[0]?.at
  if (!at) return row.view
  // A worker's replay repeats what is written already; anything new about a run that has ended is not a worker's to say.
  if (execution !== null && isFinished(row.view.status)) throw new NotOwner(`run ${runId} has ended`)
  const view = apply(row.view, { ...event, step, at: at.toISOString() })
  const wakes = event.kind !== 'log' || row.sinceWakeMs === null || row.sinceWakeMs >= wakeIntervalMs
  await tx.$executeRaw`
    update "Run" set "lastSeq" = ${seq}, status = ${view.status}, view = ${asJson(view)}::jsonb,
      "notifiedAt" = case when ${wakes} then clock_timestamp() else "notifiedAt" end
    where id = ${runId}`
  if (wakes) await tx.$executeRaw`select pg_notify('run', ${runId})`
  return view
}

function asJson(value: RunView | NewEvent['data'] | JsonObject): string {
  return JSON.stringify(value)
}
