import { marksOf } from '../core/log-marks.ts'
import type { LogOutline, LogStretch } from '../core/store.ts'
import type { LogChunk, PrismaClient } from './generated/client.ts'
import { unpackLines } from './log-chunk.ts'

type Marked = Omit<LogChunk, 'data' | 'runId'>

/** What the lines from `from` on are. Chunks that are older than marks get theirs here, once. */
export async function readOutline(prisma: PrismaClient, runId: string, from: number): Promise<LogOutline> {
  const chunks = await prisma.$queryRaw<Marked[]>`
    select "firstLine", lines, step, attempt, marks from "LogChunk" where "runId" = ${runId}
      and "firstLine" >= coalesce((select max("firstLine") from "LogChunk" where "runId" = ${runId} and "firstLine" <= ${from}), 1)
    order by "firstLine"`
  const first = chunks[0]?.firstLine ?? from
  const marks = Buffer.alloc(chunks.reduce((sum, { lines }) => sum + lines, 0))
  let before: Marked | undefined
  for (const chunk of chunks) {
    const isSame = before?.step === chunk.step && before.attempt === chunk.attempt
    const at = chunk.firstLine - first
    marks.set(chunk.marks ?? (await marked(prisma, runId, chunk.firstLine, isSame ? (marks[at - 1] ?? 0) : 0)), at)
    before = chunk
  }
  const skipped = Math.max(0, from - first)
  return { from: first + skipped, marks: marks.subarray(skipped), stretches: stretchesOf(chunks, first + skipped) }
}

async function marked(prisma: PrismaClient, runId: string, firstLine: number, before: number): Promise<Uint8Array> {
  const row = await prisma.logChunk.findUniqueOrThrow({ where: { runId_firstLine: { runId, firstLine } }, select: { data: true } })
  const marks = new Uint8Array(marksOf(await unpackLines(row.data), before))
  await prisma.logChunk.updateMany({ where: { runId, firstLine, marks: null }, data: { marks } })
  return marks
}

function stretchesOf(chunks: readonly Marked[], from: number): LogStretch[] {
  const stretches: LogStretch[] = []
  for (const { firstLine, lines, step, attempt } of chunks) {
    const last = stretches.at(-1)
    const to = firstLine + lines - 1
    if (last && last.step === step && last.attempt === attempt) last.to = to
    else if (to >= from) stretches.push({ from: Math.max(from, firstLine), to, step, attempt })
  }
  return stretches
}
