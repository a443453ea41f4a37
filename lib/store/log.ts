import { marksOf } from '../core/log-marks.ts'
import type { RawLine } from '../core/log-writer.ts'
import type { LogLine } from '../core/store.ts'
import { appendLocked, lockRun } from './append.ts'
import type { LogChunk, Prisma, PrismaClient } from './generated/client.ts'
import { packLines, unpackLines } from './log-chunk.ts'

export const mostLines = 5000

interface Chunk {
  step: string
  attempt: number
  lines: RawLine[]
}

/** Writes a chunk, its marks and its event under the run's row lock; lines are numbered over the whole run. */
export async function appendLog(prisma: PrismaClient, runId: string, execution: string, { step, attempt, lines }: Chunk): Promise<void> {
  const data = await packLines(lines)
  await prisma.$transaction(async (tx) => {
    const row = await lockRun(tx, runId, execution)
    const firstLine = row.view.lines + 1
    const marks = new Uint8Array(marksOf(lines, await lastMark(tx, { runId, firstLine, step, attempt })))
    await tx.logChunk.create({ data: { runId, firstLine, lines: lines.length, step, attempt, data, marks } })
    await appendLocked(tx, runId, execution, row, {
      key: `log:${firstLine}`,
      kind: 'log',
      step,
      data: { attempt, firstLine, lines: lines.length },
    })
  })
}

/** The mark of the line before a chunk's first one, when that is of the same step and attempt; else 0. */
async function lastMark(tx: Prisma.TransactionClient, { runId, firstLine, step, attempt }: Omit<LogChunk, 'data' | 'marks' | 'lines'>) {
  const [row] = await tx.$queryRaw<{ mark: number | null }[]>`
    select case when step = ${step} and attempt = ${attempt} and length(marks) > 0 then get_byte(marks, length(marks) - 1) end as mark
    from "LogChunk" where "runId" = ${runId} and "firstLine" < ${firstLine} order by "firstLine" desc limit 1`
  return row?.mark ?? 0
}

/** Lines `from` to `from + count - 1` of a run, at most 5,000. The key leads to the first chunk: how long the log is does not matter. */
export async function readLog(
  prisma: PrismaClient | Prisma.TransactionClient,
  runId: string,
  from: number,
  count: number,
): Promise<LogLine[]> {
  const last = from + Math.min(count, mostLines) - 1
  const chunks = await prisma.$queryRaw<LogChunk[]>`
    select * from "LogChunk" where "runId" = ${runId} and "firstLine" <= ${last}
      and "firstLine" >= coalesce((select max("firstLine") from "LogChunk" where "runId" = ${runId} and "firstLine" <= ${from}), 1)
    order by "firstLine"`
  return (await Promise.all(chunks.map(linesOf))).flat().filter(({ number }) => number >= from && number <= last)
}

/** Lines by their numbers; one that is not there is left out. */
export async function readLines(prisma: PrismaClient, runId: string, numbers: readonly number[]): Promise<LogLine[]> {
  const wanted = new Set(numbers)
  const chunks = await prisma.$queryRaw<LogChunk[]>`
    select * from "LogChunk" where "runId" = ${runId} and "firstLine" in (
      select (select max("firstLine") from "LogChunk" where "runId" = ${runId} and "firstLine" <= number)
      from unnest(${[...wanted]}::int[]) as number)
    order by "firstLine"`
  return (await Promise.all(chunks.map(linesOf))).flat().filter(({ number }) => wanted.has(number))
}

async function linesOf({ firstLine, step, attempt, data, marks }: LogChunk): Promise<LogLine[]> {
  const lines = await unpackLines(data)
  const known = marks ?? marksOf(lines, 0)
  return lines.map(([at, stream, text], index) => ({ number: firstLine + index, step, attempt, at, stream, text, mark: known[index] ?? 0 }))
}
