'use client'
import clsx from 'clsx'
import { use } from 'react'
import { Glyph } from '../status/glyph.tsx'
import type { AskedBadge } from './place.ts'

const looks = {
  unmet_modules: { glyph: 'exclamation', className: 'bg-warn-tint text-warn' },
  layout_errors: { glyph: 'cross', className: 'bg-fail-tint text-fail' },
} as const

interface Props {
  of: AskedBadge
  count: Promise<number>
  className?: string
}

/** How many there were when the page was made. For the eye: the page of the place says it in words. */
export function AskedCount({ of, count, className }: Props) {
  const there = use(count)
  if (there === 0) return null
  return (
    <span
      aria-hidden
      data-count={of}
      className={clsx(
        'inline-flex items-center gap-0.5 rounded-full px-1.5 text-meta font-medium tabular-nums',
        looks[of].className,
        className,
      )}
    >
      <Glyph name={looks[of].glyph} className="size-3" />
      {there > 99 ? '99+' : there}
    </span>
  )
}
