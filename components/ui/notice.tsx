import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Glyph } from '../status/glyph.tsx'
import type { GlyphName, Tone } from '../status/status.ts'

const looks: Record<Tone, string> = {
  ok: 'border-ok-solid bg-ok-tint [--glyph:var(--color-ok)]',
  warn: 'border-warn-solid bg-warn-tint [--glyph:var(--color-warn)]',
  fail: 'border-fail-solid bg-fail-tint [--glyph:var(--color-fail)]',
  running: 'border-running-solid bg-running-tint [--glyph:var(--color-running)]',
  rolled: 'border-rolled-solid bg-rolled-tint [--glyph:var(--color-rolled)]',
  neutral: 'border-edge bg-neutral-tint [--glyph:var(--color-neutral)]',
}

interface Props {
  tone: Tone
  glyph: GlyphName
  children: ReactNode
  /** `alert` is spoken at once; leave it out for what was there when the page came. */
  role?: 'alert' | 'status'
  className?: string
}

/** A sentence that stands apart: a glyph, the words, and what to do. */
export function Notice({ tone, glyph, children, role, className }: Props) {
  return (
    <div role={role} className={clsx('flex gap-2.5 rounded-card border-l-4 px-3 py-2.5 text-body text-text', looks[tone], className)}>
      <Glyph name={glyph} className="mt-0.5 size-4 shrink-0 text-(--glyph)" />
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  )
}
