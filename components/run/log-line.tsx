import clsx from 'clsx'
import type { MouseEvent, ReactNode } from 'react'
import { levelOf, odooHead } from '../../lib/core/log-level.ts'
import { plainText } from '../../lib/core/log-text.ts'
import type { LogLine } from '../../lib/core/store.ts'
import { clockText, countText } from '../status/format.ts'
import { type AnsiColour, type AnsiStyle, parseAnsi, type Segment } from './ansi.ts'
import type { Finding } from './finding.ts'

const inks: Record<AnsiColour, string> = {
  text: 'text-text',
  fail: 'text-fail',
  ok: 'text-ok',
  warn: 'text-warn',
  running: 'text-running',
  rolled: 'text-rolled',
  staging: 'text-staging',
  muted: 'text-muted',
}

const grounds: Record<AnsiColour, string> = {
  text: 'bg-sunken text-text',
  fail: 'bg-fail-tint text-text',
  ok: 'bg-ok-tint text-text',
  warn: 'bg-warn-tint text-text',
  running: 'bg-running-tint text-text',
  rolled: 'bg-rolled-tint text-text',
  staging: 'bg-staging-tint text-text',
  muted: 'bg-neutral-tint text-text',
}

function lookOf({ colour, ground, bold, dim, italic, underline, inverse }: AnsiStyle): string {
  return clsx(
    inverse ? grounds[colour ?? 'muted'] : ground ? grounds[ground] : dim ? 'text-muted' : colour && inks[colour],
    bold && 'font-semibold',
    italic && 'italic',
    underline && 'underline',
  )
}

const levelWords = { error: 'error', warning: 'warn', info: '' }
const levelLooks = { error: 'text-fail', warning: 'text-warn', info: '' }

/** What a line is of a record of several lines: its first one, which folds the others, or one of those. */
export type LineRecord = { part: 'head'; lines: number; isOpen: boolean; turn(everywhere: boolean): void } | { part: 'more' } | null

interface Props {
  line: LogLine
  /** `Test, attempt 2`, above the first line of each. */
  heading: string | null
  chosen: boolean
  wrap: boolean
  find: Finding
  record: LineRecord
  onChoose(number: number): void
}

/** One line of a log: number, time, level and text. */
export function LogRow({ line, heading, chosen, wrap, find, record, onChoose }: Props) {
  const level = levelOf(plainText(line.text))
  const choose = (event: MouseEvent) => {
    event.preventDefault()
    onChoose(line.number)
  }
  return (
    <>
      {heading && <p className="sticky left-0 w-fit px-3 pt-2 pb-0.5 font-sans text-meta font-medium text-muted">{heading}</p>}
      <div className={clsx('flex min-w-full gap-3 pr-4 hover:bg-sunken', chosen && 'bg-selected', !wrap && 'w-max')}>
        <a
          href={`#L${line.number}`}
          onClick={choose}
          aria-label={`Line ${line.number}`}
          className="w-14 shrink-0 text-right text-subtle -outline-offset-2 select-none hover:text-accent hover:underline max-desk:w-11"
        >
          {line.number}
        </a>
        <time dateTime={line.at} className="shrink-0 text-subtle select-none max-desk:hidden">
          {clockText(line.at)}
        </time>
        <span className={clsx('w-10 shrink-0 select-none max-desk:hidden', levelLooks[level])}>{levelWords[level]}</span>
        <span
          className={clsx(
            'min-w-0 flex-1',
            wrap ? 'break-all whitespace-pre-wrap' : 'whitespace-pre',
            record?.part === 'more' && 'border-l-2 border-border pl-2.5',
          )}
        >
          <LogText text={line.text} find={find} />
        </span>
        {record?.part === 'head' && (
          <button
            type="button"
            aria-expanded={record.isOpen}
            title="With Shift: all records"
            onClick={(event) => record.turn(event.shiftKey)}
            className="sticky right-1 -my-0.5 h-6 shrink-0 rounded-chip border border-edge bg-surface px-1.5 font-sans text-meta whitespace-nowrap text-muted select-none hover:bg-sunken hover:text-text"
          >
            {record.isOpen ? 'Hide' : '+'}
            {record.isOpen && ' '}
            {countText(record.lines, 'line')}
          </button>
        )}
      </div>
    </>
  )
}

/** Text nodes only: nothing of a log is ever markup. */
function LogText({ text, find }: { text: string; find: Finding }): ReactNode {
  const segments = withLevel(parseAnsi(text))
  const marks = find.placesIn(segments.map((segment) => segment.text).join(''))
  let at = 0
  return segments.map((segment) => {
    const from = at
    at += segment.text.length
    return (
      <span key={from} className={lookOf(segment.style) || undefined}>
        {marks.length > 0 ? markedText(segment, from, marks) : segment.text}
      </span>
    )
  })
}

const levelColours = { error: 'fail', warning: 'warn', info: 'muted' } as const

/** The level of an Odoo record that has no colours of its own, coloured and strong. */
function withLevel(segments: Segment[]): Segment[] {
  const [only] = segments
  const record = only && segments.length === 1 ? odooHead(only.text) : null
  if (!only || !record) return segments
  const style = { ...only.style, colour: levelColours[record.level], bold: record.level !== 'info' }
  return [
    { ...only, text: only.text.slice(0, record.from) },
    { text: only.text.slice(record.from, record.to), style },
    { ...only, text: only.text.slice(record.to) },
  ]
}

/** The parts of a segment that starts at `from` of its line, with those in `marks` marked. */
function markedText({ text }: Segment, from: number, marks: readonly [number, number][]): ReactNode {
  const parts: ReactNode[] = []
  let done = 0
  for (const [start, end] of marks) {
    const [first, last] = [Math.max(0, start - from), Math.min(text.length, end - from)]
    if (first >= last) continue
    parts.push(text.slice(done, first))
    parts.push(
      <mark key={first} className="bg-mark text-on-mark">
        {text.slice(first, last)}
      </mark>,
    )
    done = last
  }
  return [...parts, text.slice(done)]
}
