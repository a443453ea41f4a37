import type { RunEvent } from '../core/run.ts'
import type { ReadStore } from '../core/store.ts'
import { Feed, type LiveEvent } from './feed.ts'
import type { Wake } from './wake.ts'

const mostLines = 1_000

/** All who follow runs in this process. */
export class Followers {
  readonly #from: { store: ReadStore; wake: Wake }
  readonly #feeds = new Map<string, Feed>()

  constructor(from: { store: ReadStore; wake: Wake }) {
    this.#from = from
  }

  /** Events after `after`, then live; ends after the run's last event, or with the signal. */
  async *follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent> {
    for await (const events of this.batches(id, after, signal)) {
      for (const event of events) {
        if (signal.aborted) return
        yield event
      }
    }
  }

  /** The same, as many at once as there are: who is behind catches up in few steps. */
  async *batches(id: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent[]> {
    const feed = this.#join(id)
    try {
      let seq = after
      while (!signal.aborted) {
        const events = await feed.after(seq, signal)
        if (events.length === 0) return
        for (const some of batchesOf(events)) {
          if (signal.aborted) return
          yield await Promise.all(some.map((event) => feed.withLines(event)))
          seq = some.at(-1)?.seq ?? seq
        }
      }
    } finally {
      this.#part(id, feed)
    }
  }

  #join(id: string): Feed {
    const feed = this.#feeds.get(id) ?? new Feed(this.#from, id)
    this.#feeds.set(id, feed)
    feed.followers += 1
    return feed
  }

  #part(id: string, feed: Feed): void {
    feed.followers -= 1
    if (feed.followers > 0) return
    feed.close()
    this.#feeds.delete(id)
  }
}

/** Events one after the other, with no more lines together than a page of a log has; one that has more comes alone. */
function batchesOf(events: readonly RunEvent[]): RunEvent[][] {
  const batches: RunEvent[][] = []
  let lines = 0
  for (const event of events) {
    lines += event.kind === 'log' ? event.data.lines : 1
    const last = batches.at(-1)
    if (last && lines <= mostLines) last.push(event)
    else {
      batches.push([event])
      lines = event.kind === 'log' ? event.data.lines : 1
    }
  }
  return batches
}
