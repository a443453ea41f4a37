'use client'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { StillReading } from '../ui/still-reading.tsx'
import type { Pages } from './use-pages.ts'

/** The end of a list that has more: reads the next page, and says when it could not. */
export function MoreButton({ pages, label }: { pages: Omit<Pages<unknown>, 'rows'>; label: string }) {
  if (!pages.hasMore) return null
  return (
    <div className="flex flex-col items-center gap-2">
      {pages.problem && <ProblemNotice problem={pages.problem} />}
      <Button onClick={pages.more} disabled={pages.isPending}>
        {pages.isPending ? 'Reading' : label}
      </Button>
      {pages.isPending && <StillReading what={`Reading ${label.toLowerCase()}`} onStop={pages.stop} />}
    </div>
  )
}
