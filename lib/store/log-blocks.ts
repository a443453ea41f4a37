import type pg from 'pg'
import { blockOf, type TextBlock } from '../core/log-find.ts'
import { marksOf } from '../core/log-marks.ts'
import { plainText } from '../core/log-text.ts'
import { unpackNow } from './log-chunk.ts'

const chunksAtOnce = 64
const blockLength = 1024 * 1024
/** Without one of these a line is plain as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/

interface Row {
  firstLine: number
  step: string
  attempt: number
  data: Buffer
  marks: Buffer | null
}

/** What was read of a log: its blocks from the first line on, and where the next one begins. */
interface Known {
  blocks: TextBlock[]
  size: number
  last: { line: number; step: string; attempt: number; mark: number }
}

/** The text of logs, read once and kept as long as all that is kept has no more than `mostCharacters`: whoever searches, searches again. */
export class LogBlocks {
  readonly #pool: pg.Pool
  readonly #mostCharacters: number
  readonly #logs = new Map<string, Known>()

  constructor(pool: pg.Pool, mostCharacters: number) {
    this.#pool = pool
    this.#mostCharacters = mostCharacters
  }

  /** The blocks of a log in order, first those that are kept. */
  async *of(runId: string): AsyncGenerator<TextBlock> {
    const known = this.#logs.get(runId) ?? { blocks: [], size: 0, last: { line: 0, step: '', attempt: 0, mark: 0 } }
    this.#logs.delete(runId)
    this.#logs.set(runId, known)
    yield* known.blocks
    let { last } = known
    for (;;) {
      const rows = await this.#read(runId, last.line)
      if (rows.length === 0) return
      for (const { block, end } of blocksOf(rows, last)) {
        // Another search may have read the same meanwhile.
        if (known.last.line < end.line && known.last.line === last.line && this.#hasRoomFor(block, runId)) {
          known.blocks.push(block)
          known.size += block.text.length
          known.last = end
        }
        last = end
        yield block
      }
    }
  }

  async #read(runId: string, after: number): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(
      'select "firstLine", step, attempt, data, marks from "LogChunk" where "runId" = $1 and "firstLine" > $2 order by "firstLine" limit $3',
      [runId, after, chunksAtOnce],
    )
    return rows
  }

  /** Lets other logs go, the one that was not asked for the longest first. */
  #hasRoomFor({ text }: TextBlock, runId: string): boolean {
    const total = () => [...this.#logs.values()].reduce((sum, { size }) => sum + size, text.length)
    for (const other of [...this.#logs.keys()]) {
      if (total() <= this.#mostCharacters) return true
      if (other !== runId) this.#logs.delete(other)
    }
    return total() <= this.#mostCharacters
  }
}

/** Joins the lines of neighbours of one step until a block has enough. */
function* blocksOf(rows: readonly Row[], before: Known['last']): Generator<{ block: TextBlock; end: Known['last'] }> {
  let last = before
  let open: { lines: string[]; marks: Uint8Array[]; firstLine: number; length: number } | null = null
  for (const [index, { firstLine, step, attempt, data, marks }] of rows.entries()) {
    const lines = unpackNow(data)
    const isSame = last.step === step && last.attempt === attempt
    const own = marks ?? marksOf(lines, isSame ? last.mark : 0)
    open ??= { lines: [], marks: [], firstLine, length: 0 }
    for (const [, , text] of lines) {
      const plain = control.test(text) ? plainText(text) : text
      open.lines.push(plain)
      open.length += plain.length
    }
    open.marks.push(own)
    last = { line: firstLine + lines.length - 1, step, attempt, mark: own.at(-1) ?? 0 }
    if (open.length < blockLength && rows[index + 1]?.step === step) continue
    yield { block: blockOf(open.lines, open.firstLine, step, Buffer.concat(open.marks)), end: last }
    open = null
  }
}
