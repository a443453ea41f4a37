import type { Connection } from '../status/connection-line.tsx'
import { MessageReader, waitMs } from './sse.ts'

/** The server says something at least every 15 s; a line that is silent for longer than this is taken for dead. */
const silenceMs = 40_000

class SignedOut extends Error {}

/**
 * Follows an event stream until its end: it comes back after every loss with the last number that was taken, with growing waits. `Event` is
 * what the stream's route writes.
 */
export class FollowLoop<Event> {
  #parked = false
  #wake: () => void = () => {}
  #reading: AbortController | null = null
  #knownAt = Date.now()
  readonly #url: string
  readonly #lastId: () => number
  readonly #take: (events: Event[]) => void
  readonly #say: (connection: Connection) => void
  readonly #hear: (headers: Headers) => void

  constructor(
    url: string,
    lastId: () => number,
    take: (events: Event[]) => void,
    say: (connection: Connection) => void,
    hear: (headers: Headers) => void = () => {},
  ) {
    this.#url = url
    this.#lastId = lastId
    this.#take = take
    this.#say = say
    this.#hear = hear
  }

  wake(): void {
    this.#parked = false
    this.#wake()
  }

  park(): void {
    this.#parked = true
    this.drop()
  }

  /** Ends a connection that may hang without end, since its network is gone. */
  drop(): void {
    this.#reading?.abort()
  }

  async run(signal: AbortSignal): Promise<void> {
    let losses = 0
    let since = 0
    while (!signal.aborted) {
      const before = this.#lastId()
      const end = await this.#read(signal).catch((error: unknown) => (error instanceof SignedOut ? 'signed_out' : 'lost'))
      if (signal.aborted) return
      if (end !== 'lost') return this.#say({ kind: end })
      if (this.#parked) await this.#pause(null, signal)
      else {
        losses = this.#lastId() !== before ? 1 : losses + 1
        if (losses === 1) since = Date.now()
        const wait = waitMs(losses, Math.random())
        this.#say({ kind: 'lost', since, knownAt: this.#knownAt, retryAt: Date.now() + wait })
        await this.#pause(wait, signal)
      }
    }
  }

  async #read(leave: AbortSignal): Promise<'over' | 'lost'> {
    this.#reading = new AbortController()
    const signal = AbortSignal.any([leave, this.#reading.signal])
    const response = await fetch(this.#url, {
      signal,
      cache: 'no-store',
      // What is followed waits for what the page itself needs.
      priority: 'low',
      headers: { accept: 'text/event-stream', 'last-event-id': String(this.#lastId()) },
    })
    if (response.status === 401) throw new SignedOut()
    if (!response.ok || !response.body) return 'lost'
    this.#hear(response.headers)
    this.#say({ kind: 'live' })
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const messages = new MessageReader()
    for (;;) {
      const silence = setTimeout(() => this.#reading?.abort(), silenceMs)
      const { done, value } = await pieces.read().finally(() => clearTimeout(silence))
      if (done) return 'lost'
      this.#knownAt = Date.now()
      const read = messages.read(value)
      const events = read.flatMap(({ event, data }) => (event === 'message' && data ? [eventOf<Event>(data)] : []))
      if (events.length > 0) this.#take(events)
      if (read.some(({ event }) => event === 'refused')) throw new SignedOut()
      if (read.some(({ event }) => event === 'end')) return 'over'
    }
  }

  #pause(ms: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      signal.addEventListener('abort', () => this.#wake(), { once: true })
    })
  }
}

/** The stream's route vouches for the shape. */
function eventOf<Event>(data: string): Event {
  return JSON.parse(data) as Event
}
