export interface Stop {
  name: string
  /** In order. */
  calmly(): Promise<void> | void
  /** At once, also while `calmly` is under way. */
  now?(): Promise<void> | void
}

/** What was started, to be stopped in the reverse order. */
export class StopStack {
  readonly #stops: Stop[] = []
  readonly #say: (line: string) => void
  #isForced = false

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  add(stop: Stop): void {
    this.#stops.push(stop)
  }

  /** Stops everything, the last first. One that fails is said, and the others are stopped all the same. */
  async run(): Promise<void> {
    for (let stop = this.#stops.at(-1); stop; stop = this.#stops.at(-1)) {
      await this.#end(stop)
      this.#stops.pop()
    }
  }

  /** From here on nothing is waited for. */
  force(): void {
    this.#isForced = true
    for (const stop of this.#stops) if (stop.now) void this.#end(stop)
  }

  async #end(stop: Stop): Promise<void> {
    try {
      await (this.#isForced && stop.now ? stop.now() : stop.calmly())
    } catch (error) {
      this.#say(`${stop.name} could not be stopped: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
