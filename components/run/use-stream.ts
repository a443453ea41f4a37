'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Connection } from '../status/connection-line.tsx'
import type { StreamEvent } from './live.ts'
import { MessageReader, waitMs } from './sse.ts'

/** The server says something at least every 15 s; a line that is silent for longer than this is taken for dead. */
const silenceMs = 40_000
/** A hidden page gives its connection back, since a browser has few for one server. */
const parkMs = 10_000

interface Options {
  url: string
  enabled: boolean
  /** The last event that was taken: the stream goes on after it. */
  lastId(): number
  take(events: StreamEvent[]): void
}

interface Stream {
  connection: Connection
  retry(): void
}

class SignedOut extends Error {}

/** Follows an event stream, and resumes it exactly after every loss: at once when the browser is online or visible again, else with growing waits. */
export function useStream({ url, enabled, lastId, take }: Options): Stream {
  const [connection, setConnection] = useState<Connection>(enabled ? { kind: 'connecting' } : { kind: 'over' })
  const wake = useRef<() => void>(() => {})
  const options = useRef({ lastId, take })
  useEffect(() => {
    options.current = { lastId, take }
  })
  useEffect(() => {
    if (!enabled) return
    const leave = new AbortController()
    const loop = new FollowLoop(
      url,
      () => options.current.lastId(),
      (events) => options.current.take(events),
      setConnection,
    )
    wake.current = () => loop.wake()
    void loop.run(leave.signal)
    const stop = watchPage(loop)
    return () => {
      leave.abort()
      stop()
    }
  }, [url, enabled])
  return { connection, retry: useCallback(() => wake.current(), []) }
}

/** Parks the loop while the page is hidden, wakes it when it is seen or online again. */
function watchPage(loop: FollowLoop): () => void {
  let parking: ReturnType<typeof setTimeout> | undefined
  const seen = () => {
    clearTimeout(parking)
    if (document.hidden) parking = setTimeout(() => loop.park(), parkMs)
    else loop.wake()
  }
  const online = () => loop.wake()
  const offline = () => loop.drop()
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', online)
  window.addEventListener('offline', offline)
  return () => {
    clearTimeout(parking)
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', online)
    window.removeEventListener('offline', offline)
  }
}

class FollowLoop {
  #parked = false
  #wake: () => void = () => {}
  #reading: AbortController | null = null
  #knownAt = Date.now()
  readonly #url: string
  readonly #lastId: () => number
  readonly #take: (events: StreamEvent[]) => void
  readonly #say: (connection: Connection) => void

  constructor(url: string, lastId: () => number, take: (events: StreamEvent[]) => void, say: (connection: Connection) => void) {
    this.#url = url
    this.#lastId = lastId
    this.#take = take
    this.#say = say
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
        losses = this.#lastId() > before ? 1 : losses + 1
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
      headers: { accept: 'text/event-stream', 'last-event-id': String(this.#lastId()) },
    })
    if (response.status === 401) throw new SignedOut()
    if (!response.ok || !response.body) return 'lost'
    this.#say({ kind: 'live' })
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
    const messages = new MessageReader()
    for (;;) {
      const silence = setTimeout(() => this.#reading?.abort(), silenceMs)
      const { done, value } = await pieces.read().finally(() => clearTimeout(silence))
      if (done) return 'lost'
      this.#knownAt = Date.now()
      const read = messages.read(value)
      const events = read.flatMap(({ event, data }) => (event === 'message' && data ? [eventOf(data)] : []))
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

/** The stream's route writes nothing but events of runs. */
function eventOf(data: string): StreamEvent {
  return JSON.parse(data) as StreamEvent
}
