import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { finderOf, findIn } from '../core/log-find.ts'
import { passesLevel } from '../core/log-marks.ts'
import type { LogHits, LogQuery } from '../core/store.ts'
import { LogBlocks } from './log-blocks.ts'

// The program of a thread: an expression may take long, and nothing else waits for it.
const pulseMs = 100
/** A search answers after this time with what it has; whoever wants more goes on from there. */
const sliceMs = 2_000
const mostCharacters = 256 * 1024 * 1024

interface Given {
  databaseUrl: string
  name: string
  /** Grows while this thread's turn of events goes round. */
  pulse: Int32Array
}

export interface SearchRequest {
  number: number
  runId: string
  query: LogQuery
}

export type SearchAnswer = { number: number } & ({ hits: LogHits } | { problem: string })

const { databaseUrl, name, pulse }: Given = workerData
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: `${name}-search`, idleTimeoutMillis: 5_000 })
pool.on('error', () => {})
const logs = new LogBlocks(pool, mostCharacters)
Atomics.add(pulse, 0, 1)
setInterval(() => Atomics.add(pulse, 0, 1), pulseMs).unref()

async function search({ runId, query }: SearchRequest): Promise<LogHits> {
  const { from, step, level, most } = query
  const finder = finderOf(query)
  const started = performance.now()
  const hits: LogHits = { lines: [], searchedTo: from - 1, cut: null }
  for await (const block of logs.of(runId)) {
    const end = block.firstLine + block.starts.length - 1
    if (end < from) continue
    if (step === null || block.step === step) {
      findIn(block, finder, from, (line) => {
        if (!passesLevel(block.marks[line - block.firstLine] ?? 0, level)) return true
        hits.lines.push(line)
        return hits.lines.length < most
      })
    }
    const isFull = hits.lines.length >= most
    hits.searchedTo = isFull ? (hits.lines.at(-1) ?? end) : end
    if (isFull) return { ...hits, cut: 'most' }
    if (performance.now() - started > sliceMs) return { ...hits, cut: 'time' }
    // The pulse has to go on between blocks.
    await new Promise(setImmediate)
  }
  return hits
}

parentPort?.on('message', (request: SearchRequest) => {
  const { number } = request
  search(request).then(
    (hits) => parentPort?.postMessage({ number, hits } satisfies SearchAnswer),
    (error: unknown) => parentPort?.postMessage({ number, problem: String(error) } satisfies SearchAnswer),
  )
})
