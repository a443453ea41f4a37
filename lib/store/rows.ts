import type { Surface } from '../core/policy.ts'
import type { JsonObject, NewEvent, RunEvent, RunStatus, RunView } from '../core/run.ts'
import { mapped, storable } from '../core/storable.ts'
import type { Repeats, RunRow } from '../core/store.ts'
import type { RunEvent as EventRow, Prisma, Run } from './generated/client.ts'

/** The column holds what `apply` returned, so its type is known. */
export function viewOf(row: Pick<Run, 'view'>): RunView {
  return row.view as unknown as RunView
}

/** Rows are written by `appendLocked` alone, from a `NewEvent`: kind and data fit each other. */
export function eventOf({ seq, key, kind, step, data, at }: EventRow): RunEvent {
  return { key, kind, step, data, seq, at: at.toISOString() } as unknown as NewEvent & RunEvent
}

export type RunWithLinks = Run & { next: { id: string }[] }

/** The columns are written by the control room alone, from values of these types. */
export function runOf(row: RunWithLinks, repeats: Repeats | null): RunRow {
  return {
    id: row.id,
    address: row.address,
    title: row.title,
    status: row.status as RunStatus,
    input: row.input as JsonObject,
    view: viewOf(row),
    lastSeq: row.lastSeq,
    lock: row.lock,
    startedBy: row.startedBy,
    startedByName: row.startedByName,
    surface: row.surface as Surface,
    reason: row.reason,
    previous: row.previousId,
    next: row.next[0]?.id ?? null,
    repeats,
    parentId: row.parentId,
    createdAt: row.createdAt.toISOString(),
  }
}

/** Values that come from JSON or from parsed schemas are JSON already; this says so to the client library. */
export function toJson(value: unknown): Prisma.InputJsonObject {
  return mapped(JSON.parse(JSON.stringify(value)), storable)
}
