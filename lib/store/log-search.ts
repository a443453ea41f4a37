import { Worker } from 'node:worker_threads'
import { OpsError } from '../core/error.ts'
import { finderOf } from '../core/log-find.ts'
import type { LogHits, LogQuery } from '../core/store.ts'
import type { SearchAnswer, SearchRequest } from './log-searcher.ts'

const lookMs = 500
const idleMs = 60_000
/** A thread has begun within this time, also on a machine that is busy. */
const beginningMs = 30_000
const mostMegabytes = 1024

interface Settings {
  databaseUrl: string
  name: string
  /** The file of `log-searcher.ts`: it is run from source, also where the rest is bundled. */
  program: string
  /** How long an expression may hold up its thread; 3 s where it is not said. */
  stalledMs?: number
}

interface Waiting {
  request: SearchRequest
  resolve(hits: LogHits): void
  reject(error: Error): void
}

/** Searches in a thread that is there only while somebody searches. An expression that does not come to an end is ended with its thread. */
export class LogSearch {
  readonly #settings: Settings
  readonly #waiting = new Map<number, Waiting>()
  readonly #pulse = new Int32Array(new SharedArrayBuffer(4))
  #thread: Worker | undefined
  #watch: NodeJS.Timeout | undefined
  #seen = { pulse: 0, at: 0 }
  /** The pulse before this thread's first. */
  #unborn = 0
  #count = 0

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Throws `invalid` for an expression that is none, `timeout` for one that took too long. */
  search(runId: string, query: LogQuery): Promise<LogHits> {
    check(query)
    this.#count += 1
    const request = { number: this.#count, runId, query }
    const thread = this.#start()
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.number, { request, resolve, reject })
      thread.postMessage(request)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#watch)
    await this.#thread?.terminate()
  }

  #start(): Worker {
    this.#seen = { pulse: this.#beat, at: Date.now() }
    this.#watch ??= setInterval(() => this.#look(), lookMs).unref()
    this.#thread?.ref()
    this.#thread ??= this.#open()
    return this.#thread
  }

  #open(): Worker {
    const { databaseUrl, name, program } = this.#settings
    this.#unborn = this.#beat
    const thread = new Worker(program, {
      workerData: { databaseUrl, name, pulse: this.#pulse },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    thread.on('message', (answer: SearchAnswer) => this.#take(answer))
    thread.on('error', (error) =>
      this.#lose(thread, new OpsError('unavailable', 'The search ended early.', 'Try again.', { cause: error })),
    )
    return thread
  }

  #take(answer: SearchAnswer): void {
    const waiting = this.#waiting.get(answer.number)
    this.#waiting.delete(answer.number)
    if ('hits' in answer) waiting?.resolve(answer.hits)
    else waiting?.reject(new OpsError('unavailable', 'The log could not be searched.', 'Try again in a moment.', { cause: answer.problem }))
    this.#seen.at = Date.now()
    if (this.#waiting.size === 0) this.#thread?.unref()
  }

  /** The oldest question is the one that the thread is at; those behind it are asked again. */
  #look(): void {
    const thread = this.#thread
    const now = Date.now()
    if (this.#beat !== this.#seen.pulse && this.#waiting.size > 0) this.#seen = { pulse: this.#beat, at: now }
    const quietMs = now - this.#seen.at
    const [oldest] = this.#waiting.values()
    if (!thread) return
    if (!oldest && quietMs > idleMs) this.#end(thread)
    const patience = this.#beat === this.#unborn ? beginningMs : (this.#settings.stalledMs ?? 3_000)
    if (!oldest || quietMs < patience) return
    this.#waiting.delete(oldest.request.number)
    this.#end(thread)
    oldest.reject(tooSlow(oldest.request.query))
    for (const { request } of this.#waiting.values()) this.#start().postMessage(request)
  }

  #lose(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    this.#end(thread)
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  #end(thread: Worker): void {
    this.#thread = undefined
    clearInterval(this.#watch)
    this.#watch = undefined
    void thread.terminate()
  }

  get #beat(): number {
    return Atomics.load(this.#pulse, 0)
  }
}

function check(query: LogQuery): void {
  try {
    finderOf(query)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: /, '') : String(cause)
    const fields = { text: 'is no regular expression' }
    throw new OpsError('invalid', `That is no regular expression: ${reason}.`, 'Correct it, or search for it as text.', { cause, fields })
  }
}

function tooSlow({ text }: LogQuery): OpsError {
  return new OpsError(
    'timeout',
    `The expression ${text.slice(0, 60)} took too long on one part of the log.`,
    'Say less with * and + inside of ( )* and ( )+, or search for a plain text.',
  )
}
