import type { Level } from '../../lib/core/log-level.ts'
import { passesLevel } from '../../lib/core/log-marks.ts'
import type { LogLine } from '../../lib/core/store.ts'
import { LogIndex } from './log-index.ts'

export const pageLines = 1_000
const pagesKept = 64

/** The text of a log that this page holds, in pages of 1,000 lines: some are missing, none is twice. What all lines are stands in `index`. */
export class LogPages {
  readonly index = new LogIndex()
  /** The pages in the order of their last use. */
  readonly #pages = new Map<number, (LogLine | undefined)[]>()
  #version = 0
  readonly #listeners = new Set<() => void>()

  /** Grows with every change; what React watches. */
  get version(): number {
    return this.#version
  }

  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get(number: number): LogLine | undefined {
    return this.#pages.get(pageOf(number))?.[(number - 1) % pageLines]
  }

  /** Adds lines; those known already are replaced. The pages that were not used the longest are let go when there are too many. */
  put(rows: readonly LogLine[]): void {
    if (rows.length === 0) return
    for (const row of rows) {
      const number = pageOf(row.number)
      const page = this.#pages.get(number) ?? []
      page[(row.number - 1) % pageLines] = row
      this.#pages.set(number, page)
    }
    this.#use(new Set(rows.map(({ number }) => pageOf(number))))
    for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - pagesKept))) this.#pages.delete(old)
    this.index.put(rows)
    this.changed()
  }

  /** Tells those who watch. */
  changed(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }

  /** Of these lines, those that are not held. The pages of the others are used by this. */
  missing(numbers: readonly number[]): number[] {
    this.#use(new Set(numbers.map(pageOf)))
    return numbers.filter((number) => !this.get(number))
  }

  #use(numbers: ReadonlySet<number>): void {
    for (const number of numbers) {
      const page = this.#pages.get(number)
      if (!page) continue
      this.#pages.delete(number)
      this.#pages.set(number, page)
    }
  }
}

function pageOf(number: number): number {
  return Math.floor((number - 1) / pageLines)
}

export interface LineFilter {
  step: string | null
  /** The least level that is shown. */
  level: Level
}

/** The numbers of the lines that pass, from 1 to `total`, as far as it is known what they are. */
export function linesPassing(index: LogIndex, total: number, { step, level }: LineFilter): number[] {
  const numbers: number[] = []
  for (const stretch of index.stretches) {
    if (step && stretch.step !== step) continue
    const last = Math.min(stretch.to, total)
    for (let number = stretch.from; number <= last; number += 1) if (passesLevel(index.mark(number), level)) numbers.push(number)
  }
  return numbers
}

/** The match after, or before, a line; it goes round at the ends. Null when there is none. */
export function nextMatch(matches: readonly number[], after: number, direction: 1 | -1): number | null {
  const ahead = direction === 1 ? matches.find((number) => number > after) : matches.findLast((number) => number < after)
  return ahead ?? (direction === 1 ? matches[0] : matches.at(-1)) ?? null
}

/** `#L1420` → 1420. */
export function lineOfHash(hash: string): number | null {
  const [, digits] = /^#L([1-9]\d{0,9})$/.exec(hash) ?? []
  return digits ? Number(digits) : null
}

/** What stands above a line: the step it begins, or the attempt at it. */
export function headingOf(line: LogLine, before: LogLine | undefined): { step: string; attempt: number } | null {
  if (before && before.step === line.step && before.attempt === line.attempt) return null
  return { step: line.step, attempt: line.attempt }
}

/** The level in an address or a choice; everything when it is none. */
export function levelOfName(value: string | null): Level {
  return value === 'warning' || value === 'error' ? value : 'info'
}
