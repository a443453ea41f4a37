import type { LogLine } from '../../lib/core/store.ts'
import { plainText } from './ansi.ts'
import type { Fold } from './folds.ts'
import { odooHead } from './odoo-line.ts'

export const pageLines = 1_000
const pagesKept = 200

export type Level = 'error' | 'warning' | 'info'

const errorWords = /^(?:E {2}|ERROR|FAIL|Traceback \(|.{0,60}\b(?:ERROR|CRITICAL|FATAL|FAILED)\b)|^\w*(?:Error|Exception)\b.*:/
const warningWords = /^.{0,80}\b(?:WARN|WARNING|Warning|DeprecationWarning)\b/

/** How bad a line says it is: a record of Odoo by its level, any other line by a guess from its words. */
export function levelOf(text: string): Level {
  const record = odooHead(text)
  if (record) return record.level
  if (errorWords.test(text)) return 'error'
  return warningWords.test(text) ? 'warning' : 'info'
}

/** The lines of a log that this page holds, in pages of 1,000: some are missing, none is twice. */
export class LogPages {
  readonly #pages = new Map<number, (LogLine | undefined)[]>()
  /** By page: 1 where a record of Odoo begins. */
  readonly #records = new Map<number, Uint8Array>()
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

  /** True when a record of Odoo's log is, or was, among the lines. */
  get hasRecords(): boolean {
    return this.#records.size > 0
  }

  /** True for the first line of a record of Odoo's log. */
  isRecord(number: number): boolean {
    return this.#records.get(pageOf(number))?.[(number - 1) % pageLines] === 1
  }

  /** The pages that are held, in order, as first and last line up to `total`; neighbours are one. */
  stretches(total: number): [number, number][] {
    const found: [number, number][] = []
    for (const page of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const [from, to] = [page * pageLines + 1, Math.min(total, (page + 1) * pageLines)]
      const before = found.at(-1)
      if (before?.[1] === from - 1) before[1] = to
      else if (from <= to) found.push([from, to])
    }
    return found
  }

  /** Adds lines; those known already are replaced. Pages far from the newest are let go when there are too many. */
  put(rows: readonly LogLine[]): void {
    if (rows.length === 0) return
    for (const row of rows) {
      const page = this.#pages.get(pageOf(row.number)) ?? []
      page[(row.number - 1) % pageLines] = row
      this.#pages.set(pageOf(row.number), page)
      if (odooHead(plainText(row.text))) this.#note(row.number)
    }
    for (const old of [...this.#pages.keys()].slice(0, Math.max(0, this.#pages.size - pagesKept))) {
      this.#pages.delete(old)
      this.#records.delete(old)
    }
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }

  #note(number: number): void {
    const records = this.#records.get(pageOf(number)) ?? new Uint8Array(pageLines)
    records[(number - 1) % pageLines] = 1
    this.#records.set(pageOf(number), records)
  }

  /** The first stretch of lines in `from`…`to` that is not held: up to `most` of them, or null. */
  missing(from: number, to: number, most: number): { from: number; count: number } | null {
    let first = Math.max(1, from)
    while (first <= to && this.get(first)) first += 1
    if (first > to) return null
    let last = first
    while (last < to && last - first + 1 < most && !this.get(last + 1)) last += 1
    return { from: first, count: last - first + 1 }
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

const rank: Record<Level, number> = { info: 0, warning: 1, error: 2 }

/** The numbers of the lines that pass, among those held from 1 to `total`. A line of a record passes with the record's first one. */
export function linesPassing(pages: LogPages, total: number, filter: LineFilter, folds: readonly Fold[] = []): number[] {
  const numbers: number[] = []
  let next = 0
  for (let number = 1; number <= total; number += 1) {
    const line = pages.get(number)
    if (!line || (filter.step && line.step !== filter.step)) continue
    while ((folds[next]?.last ?? total) < number) next += 1
    const head = Math.min(number, folds[next]?.head ?? number)
    const said = head === number ? line : pages.get(head)
    if (rank[levelOf(plainText(said?.text ?? ''))] >= rank[filter.level]) numbers.push(number)
  }
  return numbers
}

/** The numbers of the lines that contain a text, whatever its case; `among` null is every line held. */
export function linesMatching(pages: LogPages, total: number, text: string, among: readonly number[] | null): number[] {
  const wanted = text.toLowerCase()
  if (!wanted) return []
  const candidates = among ?? Array.from({ length: total }, (_, index) => index + 1)
  return candidates.filter((number) => {
    const line = pages.get(number)
    return line !== undefined && plainText(line.text).toLowerCase().includes(wanted)
  })
}

/** Where `wanted` occurs, whatever its case, as pairs of start and end. */
export function matchesIn(text: string, wanted: string): [number, number][] {
  const found: [number, number][] = []
  const [where, what] = [text.toLowerCase(), wanted.toLowerCase()]
  if (!what || where.length !== text.length) return found
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + what.length)) found.push([at, at + what.length])
  return found
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
