import type { ReadStore } from '../core/store.ts'
import { Feed, type LiveEvent } from './feed.ts'
import type { Wake } from './wake.ts'

/** All who follow runs in this process. */
export class Followers {
  readonly #from: { store: ReadStore; wake: Wake }
  readonly #feeds = new Map<string, Feed>()

  constructor(from: { store: ReadStore; wake: Wake }) {
    this.#from = from
  }

  /** Events after `after`, then live; ends after the run's last event, or with the signal. */
  async *follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<LiveEvent> {
    const feed = this.#join(id)
    try {
      let seq = after
      while (!signal.aborted) {
        const events = await feed.after(seq, signal)
        if (events.length === 0) return
        for (const event of events) {
          if (signal.aborted) return
          yield await feed.withLines(event)
          seq = event.seq
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
