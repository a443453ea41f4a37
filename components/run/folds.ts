import { beginsRecord, continuesRecord } from '../../lib/core/log-marks.ts'
import type { LogIndex } from './log-index.ts'

/** A record of the log that goes over several lines: from its first line, which stays, to its last. */
export interface Fold {
  head: number
  last: number
}

/** As many lines as a fold hides. */
export function hiddenIn({ head, last }: Fold): number {
  return last - head
}

/** The records of more than one line, in order. */
export function foldsIn(index: LogIndex, total: number): Fold[] {
  const folds: Fold[] = []
  let head = 0
  for (let number = 1; number <= total + 1; number += 1) {
    const mark = number <= total ? index.mark(number) : 0
    if (head > 0 && continuesRecord(mark)) continue
    if (head > 0 && number - 1 > head) folds.push({ head, last: number - 1 })
    head = beginsRecord(mark) ? number : 0
  }
  return folds
}

/** True when both hide the same lines. */
export function areSame(some: readonly Fold[], others: readonly Fold[]): boolean {
  return (
    some.length === others.length && some.every(({ head, last }, place) => others[place]?.head === head && others[place]?.last === last)
  )
}

/** The fold that a line belongs to, its first line included; `folds` are in order. */
export function foldOf(folds: readonly Fold[], number: number): Fold | null {
  const fold = folds[lastBefore(folds, ({ head }) => head <= number)]
  return fold && number <= fold.last ? fold : null
}

/** Which lines a list shows, without one entry for each. */
export interface LogRows {
  count: number
  numberAt(index: number): number
  /** The row that shows a line: its own, or the one that it is folded under. -1 when the line does not pass the filters. */
  indexOf(number: number): number
}

/** The rows of a log: all lines, or those in `numbers`, without what the closed folds hide. */
export function rowsOf(total: number, numbers: readonly number[] | null, closed: readonly Fold[]): LogRows {
  return numbers ? rowsAmong(numbers, closed) : rowsOfAll(total, closed)
}

function rowsOfAll(total: number, closed: readonly Fold[]): LogRows {
  /** Lines hidden by a fold and all before it. */
  const hidden: number[] = []
  for (const fold of closed) hidden.push((hidden.at(-1) ?? 0) + hiddenIn(fold))
  const rowOfHead = (place: number) => (closed[place]?.head ?? 0) - 1 - (hidden[place - 1] ?? 0)
  return {
    count: total - (hidden.at(-1) ?? 0),
    numberAt: (index) => {
      const place = lastBefore(closed, (_, each) => rowOfHead(each) < index)
      return index + 1 + (hidden[place] ?? 0)
    },
    indexOf: (number) => {
      const place = lastBefore(closed, ({ head }) => head < number)
      const fold = closed[place]
      return fold && number <= fold.last ? rowOfHead(place) : number - 1 - (hidden[place] ?? 0)
    },
  }
}

function rowsAmong(numbers: readonly number[], closed: readonly Fold[]): LogRows {
  let next = 0
  const shown = numbers.filter((number) => {
    while ((closed[next]?.last ?? number) < number) next += 1
    return number <= (closed[next]?.head ?? number)
  })
  const placeOf = (number: number) => {
    const place = lastBefore(shown, (each) => each <= number)
    return shown[place] === number ? place : -1
  }
  return {
    count: shown.length,
    numberAt: (index) => shown[index] ?? index + 1,
    indexOf: (number) => placeOf(foldOf(closed, number)?.head ?? number),
  }
}

/** The most rows that are laid out at once: a browser cannot lay out more than some 17 million pixels. */
export const rowsAtOnce = 800_000

/** The rows from `base` on, as many as are laid out at once. */
export function rowsFrom(rows: LogRows, base: number): LogRows {
  if (rows.count <= rowsAtOnce) return rows
  return {
    count: Math.min(rowsAtOnce, rows.count - base),
    numberAt: (index) => rows.numberAt(base + index),
    indexOf: (number) => {
      const index = rows.indexOf(number) - base
      return index >= 0 && index < rowsAtOnce ? index : -1
    },
  }
}

/** Where the rows that are laid out begin, so that `row` is among them; as they are when it is already. */
export function baseFor(row: number, count: number, base: number): number {
  const last = Math.max(0, count - rowsAtOnce)
  if (row >= base && row < base + rowsAtOnce) return Math.min(base, last)
  return Math.max(0, Math.min(last, row - rowsAtOnce / 2))
}

/** The last place whose row passes, where those that pass come first; -1 when none does. */
function lastBefore<Row>(rows: readonly Row[], passes: (row: Row, place: number) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row !== undefined && passes(row, middle)) low = middle + 1
    else high = middle
  }
  return low - 1
}
