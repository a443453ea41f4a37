const flushBytes = 64 * 1024
const flushAfterMs = 250
const highWaterBytes = 512 * 1024
const longestLine = 16 * 1024
/** What a line costs besides its text. */
const perLine = 100
/** Above this, the log of one attempt of a step is cut: the rest of the lines are counted, not kept. */
export const longestLogBytes = 256 * 1024 * 1024

/** `[at in ISO 8601, stream, text]` */
export type RawLine = [at: string, stream: 'out' | 'err', text: string]

/** Collects lines and hands them over in chunks: at 64 KiB or after 250 ms, whichever comes first, one hand-over at a time. */
export class LogWriter {
  readonly #write: (lines: RawLine[]) => Promise<void>
  #lines: RawLine[] = []
  #bytes = 0
  #total = 0
  #dropped = 0
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()

  constructor(write: (lines: RawLine[]) => Promise<void>) {
    this.#write = write
  }

  /** Resolves at once unless the writer is behind: then the producer waits. */
  async add(text: string, stream: 'out' | 'err', at: Date): Promise<void> {
    if (this.#total > longestLogBytes) {
      this.#dropped += 1
      return
    }
    const line = text.length > longestLine ? `${text.slice(0, longestLine)} … (${text.length - longestLine} characters cut)` : text
    this.#lines.push([at.toISOString(), stream, line])
    this.#bytes += line.length + perLine
    this.#total += line.length + perLine
    if (this.#bytes >= flushBytes) void this.#start()
    else this.#timer ??= setTimeout(() => void this.#start(), flushAfterMs)
    if (this.#bytes >= highWaterBytes) await this.flush()
  }

  /** Resolves when everything added so far has been handed over; rejects when a hand-over failed. */
  async flush(): Promise<void> {
    if (this.#dropped > 0) {
      this.#lines.push([new Date().toISOString(), 'err', `The log is cut here: ${this.#dropped} more lines were not kept.`])
      this.#dropped = 0
    }
    await this.#start()
  }

  #start(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(async () => {
      if (this.#lines.length === 0) return
      const lines = this.#lines
      this.#lines = []
      this.#bytes = 0
      await this.#write(lines)
    })
    // The failure reaches whoever flushes; a timer has nobody to tell.
    this.#flushing.catch(() => {})
    return this.#flushing
  }
}
