import { type Level, levelOf, odooHead } from '../../lib/core/log-level.ts'
import { parseAnsi, type Segment } from './ansi.ts'
import type { Finding } from './finding.ts'

/** What of a line is printed, and where. */
export interface LineParts {
  level: Level
  /** Odoo's own word for it; of another line the guess, and nothing where it says nothing bad. */
  word: string
  segments: Segment[]
  /** What is searched for, as pairs of start and end in the text of the segments. */
  marks: readonly [number, number][]
}

const guesses = { error: 'error', warning: 'warn', info: '' }

/**
 * A line in its parts. Time and level have columns of their own, and process and database are the same in every record of a run: the text
 * of a record begins at its logger, unless what is searched for stands before that.
 */
export function partsOfLine(text: string, find: Finding): LineParts {
  const segments = parseAnsi(text)
  const whole = segments.map((segment) => segment.text).join('')
  const marks = find.placesIn(whole)
  const record = odooHead(whole)
  if (!record) {
    const level = levelOf(whole)
    return { level, word: guesses[level], segments, marks }
  }
  const { level, from, to, said } = record
  const told = { level, word: whole.slice(from, to) }
  const [only] = segments
  if (!only || segments.length > 1 || marks.some(([start]) => start < said)) return { ...told, segments, marks }
  return { ...told, segments: [{ ...only, text: only.text.slice(said) }], marks: marks.map(([start, end]) => [start - said, end - said]) }
}
