import type { OpenRuns } from '../../lib/core/store.ts'
import { FollowLoop } from '../run/follow-loop.ts'
import type { Connection } from '../status/connection-line.tsx'
import { type ServerId, serverIn } from './server-news.ts'

/** What this browser knows of the open runs, and how that stands to the server. */
export interface Told {
  now: OpenRuns | null
  connection: Connection
  /** The server that answered last. */
  server: ServerId | null
}

/** `hello` is said by a tab that has just come, `told` by the one that leads, `retry` to it. */
type Message = { kind: 'hello' } | { kind: 'retry' } | { kind: 'told'; told: Told }

const name = 'open-runs'
/** A hidden tab gives the lead back, so that a browser in which nobody looks has no stream at all. */
const parkMs = 10_000

/** What is known before anything was told. */
export const nothingTold: Told = { now: null, connection: { kind: 'connecting' }, server: null }

/**
 * One stream for all tabs of a browser: a lock chooses the tab that reads it, a channel carries what it reads to the others. When that tab
 * is closed or hidden, the next one goes on from what it knows. Without locks (a page that is not served securely) each tab reads for itself.
 */
export class OpenRunsStream {
  readonly #listeners = new Set<() => void>()
  #told: Told = nothingTold
  #candidacy: AbortController | null = null
  #loop: FollowLoop<OpenRuns> | null = null
  #channel: BroadcastChannel | null = null
  #parking: ReturnType<typeof setTimeout> | undefined
  #stop: () => void = () => {}

  readonly told = (): Told => this.#told

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  readonly retry = (): void => {
    this.#channel?.postMessage({ kind: 'retry' } satisfies Message)
    this.#stand()
  }

  #start(): void {
    const leave = new AbortController()
    const { signal } = leave
    this.#channel = new BroadcastChannel(name)
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) => this.#hear(data), { signal })
    document.addEventListener('visibilitychange', () => this.#seen(), { signal })
    window.addEventListener('online', () => this.#loop?.wake(), { signal })
    window.addEventListener('offline', () => this.#loop?.drop(), { signal })
    this.#seen()
    this.#stop = () => {
      leave.abort()
      this.#resign()
      this.#channel?.close()
      this.#channel = null
    }
  }

  #seen(): void {
    clearTimeout(this.#parking)
    if (document.hidden) this.#parking = setTimeout(() => this.#resign(), parkMs)
    else {
      this.#channel?.postMessage({ kind: 'hello' } satisfies Message)
      this.#stand()
    }
  }

  #hear(message: Message): void {
    if (message.kind === 'hello' && this.#loop) this.#tell()
    if (message.kind === 'retry') this.#loop?.wake()
    if (message.kind === 'told' && !this.#loop) this.#set(message.told)
  }

  /** Asks for the lead, and reads the stream once it is given. */
  #stand(): void {
    this.#loop?.wake()
    if (this.#candidacy) return
    const candidacy = new AbortController()
    this.#candidacy = candidacy
    const lead = () => this.#lead(candidacy.signal)
    const over = 'locks' in navigator ? navigator.locks.request(name, { signal: candidacy.signal }, lead) : lead()
    void over
      .catch(() => {})
      .finally(() => {
        if (this.#candidacy === candidacy) this.#candidacy = null
      })
  }

  #resign(): void {
    clearTimeout(this.#parking)
    this.#candidacy?.abort()
    this.#candidacy = null
  }

  async #lead(signal: AbortSignal): Promise<void> {
    const loop = new FollowLoop<OpenRuns>(
      '/api/runs/events',
      () => this.#told.now?.seq ?? 0,
      (lists) => this.#learn({ ...this.#told, now: lists.at(-1) ?? this.#told.now }),
      (connection) => this.#learn({ ...this.#told, connection }),
      (headers) => this.#learn({ ...this.#told, server: serverIn(headers) ?? this.#told.server }),
    )
    this.#loop = loop
    await loop.run(signal)
    if (this.#loop === loop) this.#loop = null
  }

  #learn(told: Told): void {
    this.#set(told)
    this.#tell()
  }

  /** That a session ended each tab finds out for itself: another one may have signed in again. */
  #tell(): void {
    if (this.#told.connection.kind !== 'signed_out') this.#channel?.postMessage({ kind: 'told', told: this.#told } satisfies Message)
  }

  #set(told: Told): void {
    this.#told = told
    for (const listener of this.#listeners) listener()
  }
}
