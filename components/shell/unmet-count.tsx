'use client'
import clsx from 'clsx'
import { use } from 'react'
import { Glyph } from '../status/glyph.tsx'

/** How many modules need what is not there, when the page was made. For the eye: the page of the modules says it in words. */
export function UnmetCount({ count, className }: { count: Promise<number>; className?: string }) {
  const unmet = use(count)
  if (unmet === 0) return null
  return (
    <span
      aria-hidden
      data-count="unmet_modules"
      className={clsx(
        'inline-flex items-center gap-0.5 rounded-full bg-warn-tint px-1.5 text-meta font-medium text-warn tabular-nums',
        className,
      )}
    >
      <Glyph name="exclamation" className="size-3" />
      {unmet > 99 ? '99+' : unmet}
    </span>
  )
}
