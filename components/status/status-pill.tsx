import clsx from 'clsx'
import { Glyph } from './glyph.tsx'
import type { Badge, Tone } from './status.ts'

const pills: Record<Tone, string> = {
  ok: 'bg-ok-tint text-ok',
  warn: 'bg-warn-tint text-warn',
  fail: 'bg-fail-tint text-fail',
  running: 'bg-running-tint text-running',
  rolled: 'bg-rolled-tint text-rolled',
  neutral: 'bg-neutral-tint text-neutral',
}

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  fail: 'text-fail',
  running: 'text-running',
  rolled: 'text-rolled',
  neutral: 'text-neutral',
}

/** A status: round, with its glyph and its word. */
export function StatusPill({ badge, className }: { badge: Badge; className?: string }) {
  return (
    <span
      data-value
      className={clsx(
        'inline-flex h-6 shrink-0 items-baseline gap-1.5 leading-6 rounded-full pr-2.5 pl-2 text-table font-medium whitespace-nowrap',
        pills[badge.tone],
        className,
      )}
    >
      <Glyph name={badge.glyph} className="size-3.5 self-center" />
      {badge.word}
    </span>
  )
}

/** The same without the pill, for dense rows. */
export function StatusWord({ badge, className }: { badge: Badge; className?: string }) {
  return (
    <span data-value className={clsx('inline-flex items-baseline gap-1.5 whitespace-nowrap', toneText[badge.tone], className)}>
      <Glyph name={badge.glyph} className="size-3.5 shrink-0 self-center" />
      {badge.word}
    </span>
  )
}
