import pg from 'pg'

/** Log chunks may come many times a second; a follower needs to be woken ten times at most. */
export const wakeIntervalMs = 100
const reconnectMs = 1000
/** Under this, which is no run's id, stand those who want to know of all. */
const everyRun = '*'

/** One listening connection a process, fanned out: it only wakes; the truth is read from the table. */
export class Wake {
  readonly #waiting = new Map<string, Set<() => void>>()
  readonly #url: string
  readonly #name: string
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(url: string, name: string) {
    this.#url = url
    this.#name = name
  }

  /** Calls `wake` after each change of the run, until the returned function is called. */
  subscribe(runId: string, wake: () => void): () => void {
    const wakers = this.#waiting.get(runId) ?? new Set()
    this.#waiting.set(runId, wakers.add(wake))
    if (!this.#client && !this.#retry) void this.#connect()
    return () => {
      wakers.delete(wake)
      if (wakers.size === 0) this.#waiting.delete(runId)
    }
  }

  /** The same after each change of any run. */
  subscribeAll(wake: () => void): () => void {
    return this.subscribe(everyRun, wake)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: `${this.#name}-wake`, keepAlive: true })
    this.#client = client
    client.on('notification', ({ payload }) => {
      for (const id of [payload ?? '', everyRun]) for (const wake of this.#waiting.get(id) ?? []) wake()
    })
    // The poll underneath carries on meanwhile.
    const lost = () => {
      if (this.#client !== client) return
      this.#client = undefined
      if (!this.#closed && this.#waiting.size > 0) {
        this.#retry = setTimeout(() => {
          this.#retry = undefined
          if (this.#waiting.size > 0) void this.#connect()
        }, reconnectMs).unref()
      }
    }
    client.on('error', lost).on('end', lost)
    await client
      .connect()
      .then(() => client.query('listen run'))
      .catch(lost)
  }
}
