import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { AnsiColour, AnsiStyle, Segment } from './ansi.ts'
import type { LineParts } from './line-parts.ts'

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

/** What a line says, with what is searched for marked. Text nodes only: nothing of a log is ever markup. */
export function LogText({ segments, marks }: Pick<LineParts, 'segments' | 'marks'>): ReactNode {
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
