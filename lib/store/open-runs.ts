import { createHash } from 'node:crypto'
import { isFinished, type RunStatus } from '../core/run.ts'
import type { OpenRun, OpenRuns, ReadStore } from '../core/store.ts'
import type { Wake } from './wake.ts'

const open: readonly RunStatus[] = ['waiting', 'queued', 'running', 'undoing']
const most = 50
const pollMs = 2_000
/** A run that writes much rings often: the table is not read more often than this. */
const leastMs = 250
/** What failed is not counted more often than this. */
const countMs = 5_000
const weekMs = 604_800_000

type Failing = Pick<OpenRuns, 'failing' | 'failingOf'>

/**
 * The runs that are waiting or being executed, for all who look at them in this process: read once for all. What is told is always the
 * whole list, numbered by its content, so that who comes back with a number gets nothing or the newest.
 */
export class OpenRunsFeed {
  readonly #from: { store: ReadStore; wake: Wake }
  readonly #waiting = new Set<() => void>()
  #reading: Promise<OpenRuns> | undefined
  #rings = 0
  #rangAt = 0
  #followers = 0
  #next: NodeJS.Timeout | undefined
  #leave: () => void = () => {}
  #failing: Failing & { at: number } = { failing: 0, failingOf: {}, at: 0 }

  constructor(from: { store: ReadStore; wake: Wake }) {
    this.#from = from
  }

  /** The list when it is another than `known`, then each time that it changes, until the signal. */
  async *follow(known: number, signal: AbortSignal): AsyncGenerator<OpenRuns[]> {
    this.#join()
    try {
      let seq = known
      while (!signal.aborted) {
        const rings = this.#rings
        this.#reading ??= this.#read()
        const now = await this.#reading
        if (signal.aborted) return
        if (now.seq !== seq) yield [now]
        seq = now.seq
        await this.#rung(rings, signal)
      }
    } finally {
      this.#part()
    }
  }

  async #read(): Promise<OpenRuns> {
    const { rows, next } = await this.#from.store.runs.list({ status: [...open], limit: most })
    const told: OpenRun[] = rows
      .filter(({ status }) => !isFinished(status))
      .map(({ id, title, status, surface, startedByName, createdAt, view }) => {
        return { id, title, status, surface, startedByName, createdAt, attempt: view.attempt }
      })
    const hasMore = next !== null
    const failing = await this.#countFailing()
    const content = { rows: told, hasMore, ...failing }
    return { seq: numberOf(JSON.stringify(content)), ...content, observedAt: new Date().toISOString() }
  }

  /** How many failed, counted when somebody reads, and then not for a while: a run may come and end between two readings. */
  async #countFailing(): Promise<Failing> {
    const { at, ...counts } = this.#failing
    const now = Date.now()
    if (now - at < countMs) return counts
    const broken = await this.#from.store.runs.broken(new Date(now - weekMs).toISOString())
    const failingOf: Record<string, number> = {}
    for (const { address } of broken) {
      const [skill = ''] = address.split('.')
      failingOf[skill] = (failingOf[skill] ?? 0) + 1
    }
    this.#failing = { failing: broken.length, failingOf, at: now }
    return { failing: broken.length, failingOf }
  }

  #join(): void {
    this.#followers += 1
    if (this.#followers > 1) return
    const unsubscribe = this.#from.wake.subscribeAll(() => this.#ringSoon())
    // A notification wakes, a poll lies underneath.
    const poll = setInterval(() => this.#ringSoon(), pollMs)
    this.#leave = () => {
      unsubscribe()
      clearInterval(poll)
    }
  }

  #part(): void {
    this.#followers -= 1
    if (this.#followers > 0) return
    this.#leave()
    clearTimeout(this.#next)
    this.#next = undefined
    this.#reading = undefined
  }

  /** At once after a silence, else when it is time again. */
  #ringSoon(): void {
    const wait = Math.max(0, this.#rangAt + leastMs - performance.now())
    this.#next ??= setTimeout(() => {
      this.#rangAt = performance.now()
      this.#next = undefined
      this.#reading = undefined
      this.#rings += 1
      for (const go of this.#waiting) go()
      this.#waiting.clear()
    }, wait)
  }

  /** Resolves when the bell has rung since `rings`, or with the signal. */
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

/** A number that stands for a text: 48 bits of its digest, never 0. */
function numberOf(text: string): number {
  return Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 12), 16) || 1
}
