import { isClosed, isFinished, type RunEvent } from '../core/run.ts'
import type { LogLine, ReadStore } from '../core/store.ts'
import { Bell, type Wake } from './wake.ts'

const pollMs = 1000

/** An event as followers get it: log events carry their lines. */
export type LiveEvent = RunEvent & { rows?: LogLine[] }

/** Events after `after`, then live: a notification wakes, a poll lies underneath; ends after the run's last event, or with the signal. */
export async function* follow(
  from: { store: ReadStore; wake: Wake },
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const { store, wake } = from
  const bell = new Bell()
  const unsubscribe = wake.subscribe(id, bell.ring)
  signal.addEventListener('abort', bell.ring, { once: true })
  try {
    let seq = after
    while (!signal.aborted) {
      const events = await store.runs.events(id, seq)
      for (const event of events) {
        if (signal.aborted) return
        yield await withLines(store, id, event)
        seq = event.seq
      }
      if (events.length > 0) continue
      const run = await store.runs.get(id)
      if (!run || (isFinished(run.status) && isClosed(run.view) && run.lastSeq <= seq)) return
      await bell.heard(pollMs)
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', bell.ring)
  }
}

async function withLines(store: ReadStore, id: string, event: RunEvent): Promise<LiveEvent> {
  if (event.kind !== 'log') return event
  return { ...event, rows: await store.runs.log(id, event.data.firstLine, event.data.lines) }
}
