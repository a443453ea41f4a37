import { isClosed, isFinished, type RunEvent } from '../core/run.ts'
import type { LogLine, ReadStore } from '../core/store.ts'
import { type Wake, wakeIntervalMs } from './wake.ts'

const pollMs = 1000
/** As many of the newest events are kept for those who are nearly there. */
const mostRecent = 512
/** As many events are kept with their lines, of which each may have 64 KiB. */
const mostFull = 64

/** An event as followers get it: log events carry their lines. */
export type LiveEvent = RunEvent & { rows?: LogLine[] }

interface Page {
  events: RunEvent[]
  /** True when no event will follow. */
  isOver: boolean
  /** How often the bell had rung when it was asked for. */
  rings: number
}

/**
 * One run's events for all who follow it in this process: what many ask for at once is read once, and an event is one object for all.
 * A follower is a number, so a slow one costs nothing: where the newest events have gone on without it, it reads the table.
 */
export class Feed {
  readonly #store: ReadStore
  readonly #id: string
  readonly #leave: () => void
  readonly #poll: NodeJS.Timeout
  readonly #waiting = new Set<() => void>()
  readonly #reading = new Map<number, Promise<Page>>()
  readonly #full = new Map<number, Promise<LiveEvent>>()
  #recent: RunEvent[] = []
  #rings = 0
  #after: NodeJS.Timeout | undefined
  followers = 0

  constructor({ store, wake }: { store: ReadStore; wake: Wake }, id: string) {
    this.#store = store
    this.#id = id
    this.#leave = wake.subscribe(id, () => this.#ring())
    // A notification wakes, a poll lies underneath.
    this.#poll = setInterval(() => this.#ring(), pollMs)
  }

  close(): void {
    this.#leave()
    clearInterval(this.#poll)
    clearTimeout(this.#after)
    this.#ring()
  }

  /** Events after `seq`, waiting for the first; none when there will be none, or with the signal. */
  async after(seq: number, signal: AbortSignal): Promise<RunEvent[]> {
    while (!signal.aborted) {
      const first = this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY
      const recent = seq + 1 < first ? [] : this.#recent.slice(seq + 1 - first)
      if (recent.length > 0) return recent
      const { events, isOver, rings } = await this.#shared(seq)
      if (events.length > 0 || isOver) return events
      await this.#rung(rings, signal)
    }
    return []
  }

  /** The event as it is sent: the same object for all. */
  withLines(event: RunEvent): Promise<LiveEvent> {
    const known = this.#full.get(event.seq)
    if (known) return known
    const live = this.#load(event)
    this.#full.set(event.seq, live)
    live.catch(() => this.#full.delete(event.seq))
    for (const oldest of this.#full.keys()) {
      if (this.#full.size <= mostFull) break
      this.#full.delete(oldest)
    }
    return live
  }

  async #load(event: RunEvent): Promise<LiveEvent> {
    if (event.kind !== 'log') return event
    return { ...event, rows: await this.#store.runs.log(this.#id, event.data.firstLine, event.data.lines) }
  }

  #shared(seq: number): Promise<Page> {
    const known = this.#reading.get(seq)
    if (known) return known
    const page = this.#read(seq).finally(() => this.#reading.delete(seq))
    this.#reading.set(seq, page)
    return page
  }

  async #read(seq: number): Promise<Page> {
    const rings = this.#rings
    const events = await this.#store.runs.events(this.#id, seq)
    if (events.length > 0) {
      this.#keep(events)
      this.#lookAgain()
      return { events, isOver: false, rings }
    }
    const run = await this.#store.runs.get(this.#id)
    return { events, isOver: !run || (isFinished(run.status) && isClosed(run.view) && run.lastSeq <= seq), rings }
  }

  /** Those that follow on what is kept are kept too; of others only newer ones. */
  #keep(events: readonly RunEvent[]): void {
    const last = this.#recent.at(-1)?.seq ?? 0
    const [first, end] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0]
    if (end <= last) return
    this.#recent = first > last + 1 ? [...events] : [...this.#recent, ...events.filter(({ seq }) => seq > last)]
    if (this.#recent.length > mostRecent) this.#recent = this.#recent.slice(-mostRecent)
  }

  /** A line that is written soon after one that woke us wakes nobody: it is looked for when it could have. */
  #lookAgain(): void {
    clearTimeout(this.#after)
    this.#after = setTimeout(() => this.#ring(), wakeIntervalMs)
  }

  #ring(): void {
    this.#rings += 1
    for (const go of this.#waiting) go()
    this.#waiting.clear()
  }

  /** Resolves when the bell has rung more often than `rings`, or with the signal. */
  #rung(rings: number, signal: AbortSignal): Promise<void> {
    if (this.#rings !== rings || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', go)
        this.#waiting.delete(go)
        resolve()
      }
      this.#waiting.add(go)
      signal.addEventListener('abort', go)
    })
  }
}
