import type { LogPages } from './log-model.ts'

/** A record of the log that goes over several lines: from its first line, which stays, to its last. */
export interface Fold {
  head: number
  last: number
}

/** As many lines as a fold hides. */
export function hiddenIn({ head, last }: Fold): number {
  return last - head
}

/** The records of more than one line among those held, in order: what follows a record's first line in the same step, attempt and stream. */
export function foldsIn(pages: LogPages, total: number): Fold[] {
  const folds: Fold[] = []
  if (!pages.hasRecords) return folds
  let head = 0
  let last = 0
  const close = () => {
    if (last > head && head > 0) folds.push({ head, last })
    head = 0
  }
  for (const [from, to] of pages.stretches(total)) {
    close()
    for (let number = from; number <= to; number += 1) {
      if (pages.isRecord(number)) {
        close()
        head = number
        last = number
      } else if (head > 0 && isOneOutput(pages, head, number)) last = number
      else close()
    }
  }
  close()
  return folds
}

function isOneOutput(pages: LogPages, one: number, other: number): boolean {
  const [a, b] = [pages.get(one), pages.get(other)]
  return a !== undefined && b !== undefined && a.stream === b.stream && a.step === b.step && a.attempt === b.attempt
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
  const shown = numbers.filter((number) => {
    const fold = foldOf(closed, number)
    return fold === null || fold.head === number
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
