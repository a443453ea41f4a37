import { type Level, levelOf, odooHead } from './log-level.ts'
import { plainText } from './log-text.ts'
import type { RawLine } from './log-writer.ts'

// Browser-safe. A mark is a byte that says what a line is, so that a million lines are folded, filtered and gone through without their text.
const levelBits = 3
const begins = 4
const continues = 8
const errorStream = 16
const failedTest = 32
/** No line has the mark 0: it is what is not known yet. */
const isKnown = 128

const levels: readonly Level[] = ['info', 'warning', 'error']
const failing = /^(?:.{1,200}?: )?(?:FAIL: |ERROR: (?:test|setUp)|FAILED \S+::)/

/** The marks of lines of one step and attempt. `before` is the mark of the line before the first, when that is of the same; else 0. */
export function marksOf(lines: readonly RawLine[], before: number): Uint8Array {
  const marks = new Uint8Array(lines.length)
  let last = before
  for (const [index, [, stream, text]] of lines.entries()) {
    last = markOf(plainText(text), stream === 'err' ? errorStream : 0, last)
    marks[index] = last
  }
  return marks
}

/** A line that is no record itself belongs to the record before it, when both came from the same stream. */
function markOf(text: string, stream: number, before: number): number {
  const record = odooHead(text)
  const isOfRecord = !record && (before & (begins | continues)) !== 0 && (before & errorStream) === stream
  if (isOfRecord) return isKnown | stream | continues | (before & levelBits)
  const level = levels.indexOf(record ? record.level : levelOf(text))
  return isKnown | stream | level | (record ? begins : 0) | (level > 0 && failing.test(text) ? failedTest : 0)
}

/** How bad a line is; one of a record is as bad as its first. */
export function levelIn(mark: number): Level {
  return levels[mark & levelBits] ?? 'info'
}

/** True when a line is as bad as `least`, or worse. */
export function passesLevel(mark: number, least: Level): boolean {
  return (mark & levelBits) >= levels.indexOf(least)
}

/** True for the first line of a record of Odoo's log. */
export function beginsRecord(mark: number): boolean {
  return (mark & begins) !== 0
}

/** True for a line that belongs to the record before it. */
export function continuesRecord(mark: number): boolean {
  return (mark & continues) !== 0
}

/** True for a line that names a test that failed. */
export function namesFailedTest(mark: number): boolean {
  return (mark & failedTest) !== 0
}

/** True where an error begins: its record's first line, or the first of several lines that say so. */
export function beginsError(mark: number, before: number): boolean {
  if ((mark & levelBits) !== 2 || continuesRecord(mark)) return false
  return beginsRecord(mark) || (before & levelBits) !== 2
}
