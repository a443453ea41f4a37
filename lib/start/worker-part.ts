import { askDatabase } from './ask-database.ts'
import { keepRunning, type Part, type PartOptions } from './part.ts'
import type { StopStack } from './stop-stack.ts'
import { watch } from './watch.ts'

export interface WorkerOptions extends Omit<PartOptions, 'name' | 'args'> {
  databaseUrl: string
  workerId: string
  leaseMs: number
  stops: StopStack
}

const lookMs = 2000
const comeUpMs = 60_000
const stopMs = 10_000

/** Keeps a worker running, also when it is there but has not renewed its lease for three leases. */
export function runWorker({ databaseUrl, workerId, leaseMs, stops, ...options }: WorkerOptions): Part {
  const part = keepRunning({ name: 'worker', args: ['--import', './lib/start/leave-with-parent.ts', 'lib/worker/main.ts'], ...options })
  const patienceMs = 3 * leaseMs
  let heldBy = 0
  const stopWatching = watch({
    everyMs: Math.min(lookMs, leaseMs),
    strikes: 1,
    ask: async () => {
      if (part.pid === undefined) return null
      const overdueMs = await leaseOverdueMs(databaseUrl, workerId).catch(() => null)
      if (overdueMs === null) return null
      if (overdueMs < 0) heldBy = part.since
      const upMs = Date.now() - part.since
      // Until it has its lease it is coming up, which takes as long as the machine is busy.
      return heldBy === part.since ? overdueMs < patienceMs || upMs < patienceMs : upMs < comeUpMs
    },
    onDown: () => part.replace('has not renewed its lease for three leases and was killed'),
  })
  stops.add({ name: 'worker', calmly: () => part.stop(stopMs), now: part.kill })
  stops.add({ name: 'the watch over the worker', calmly: stopWatching, now: stopWatching })
  return part
}

/** The name of the worker's present life; null before its first. */
export async function bootOf(databaseUrl: string, workerId: string): Promise<string | null> {
  const [row] = await askDatabase(databaseUrl, { text: 'select boot from "Worker" where id = $1', values: [workerId] })
  return typeof row?.boot === 'string' ? row.boot : null
}

/** True when the worker holds a lease, in another life than `earlier`, and there is an engine to submit runs to. */
export async function workerIsReady(databaseUrl: string, workerId: string, earlier: string | null): Promise<boolean> {
  const text = `select exists (select from "Worker" where id = $1 and boot is distinct from $2 and "leaseUntil" > clock_timestamp()) as holds,
    to_regproc('dbos.enqueue_workflow') is not null as "canSubmit"`
  const [row] = await askDatabase(databaseUrl, { text, values: [workerId, earlier] })
  return row?.holds === true && row.canSubmit === true
}

/** By how much the lease is overdue (below zero: it holds); endless when there is none at all. */
async function leaseOverdueMs(databaseUrl: string, workerId: string): Promise<number> {
  const text = 'select extract(epoch from clock_timestamp() - "leaseUntil")::float8 * 1000 as overdue from "Worker" where id = $1'
  const [row] = await askDatabase(databaseUrl, { text, values: [workerId] })
  return typeof row?.overdue === 'number' ? row.overdue : Number.POSITIVE_INFINITY
}
