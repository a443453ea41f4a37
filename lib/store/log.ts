import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { RawLine } from '../core/log-writer.ts'
import type { LogLine } from '../core/store.ts'
import { appendLocked, lockRun } from './append.ts'
import type { LogChunk, Prisma, PrismaClient } from './generated/client.ts'

const zip = promisify(gzip)
const unzip = promisify(gunzip)
export const mostLines = 5000

interface Chunk {
  step: string
  attempt: number
  lines: RawLine[]
}

/** Writes a chunk and its event under the run's row lock; lines are numbered over the whole run. */
export async function appendLog(prisma: PrismaClient, runId: string, execution: string, { step, attempt, lines }: Chunk): Promise<void> {
  const data = await zip(lines.map((line) => JSON.stringify(line)).join('\n'))
  await prisma.$transaction(async (tx) => {
    const row = await lockRun(tx, runId, execution)
    const firstLine = row.view.lines + 1
    await tx.logChunk.create({ data: { runId, firstLine, lines: lines.length, step, attempt, data: new Uint8Array(data) } })
    await appendLocked(tx, runId, execution, row, {
      key: `log:${firstLine}`,
      kind: 'log',
      step,
      data: { attempt, firstLine, lines: lines.length },
    })
  })
}

/** Lines `from` to `from + count - 1` of a run, at most 5,000. */
export async function readLog(
  prisma: PrismaClient | Prisma.TransactionClient,
  runId: string,
  from: number,
  count: number,
): Promise<LogLine[]> {
  const last = from + Math.min(count, mostLines) - 1
  const chunks = await prisma.$queryRaw<LogChunk[]>`
    select * from "LogChunk" where "runId" = ${runId} and "firstLine" <= ${last} and "firstLine" + lines > ${from} order by "firstLine"`
  const rows: LogLine[] = []
  for (const chunk of chunks) for (const line of await linesOf(chunk)) if (line.number >= from && line.number <= last) rows.push(line)
  return rows
}

async function linesOf(chunk: LogChunk): Promise<LogLine[]> {
  const text = (await unzip(chunk.data)).toString()
  return text.split('\n').map((line, index) => {
    const [at, stream, content]: RawLine = JSON.parse(line)
    return { number: chunk.firstLine + index, step: chunk.step, attempt: chunk.attempt, at, stream, text: content }
  })
}
