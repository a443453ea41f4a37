'use client'
import type { RunCounts, WorkerState } from '../../lib/core/run-summary.ts'
import { listAddress } from '../data/list-address.ts'
import { Link } from '../environment/link.tsx'
import { groupedText } from '../status/format.ts'
import { Glyph } from '../status/glyph.tsx'
import type { Badge, GlyphName } from '../status/status.ts'
import { toneText } from '../status/status-pill.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

export type Counts = RunCounts & { workers: WorkerState; observedAt: string }

/** A figure, and the filter whose rows it counts. */
const figures: { of: keyof RunCounts; filter: string; badge: Badge }[] = [
  { of: 'failing', filter: 'failing', badge: { glyph: 'cross', word: 'Failed', tone: 'fail' } },
  { of: 'warnings', filter: 'warnings', badge: { glyph: 'exclamation', word: 'With warnings', tone: 'warn' } },
  { of: 'passed', filter: 'passed', badge: { glyph: 'check', word: 'Passed', tone: 'ok' } },
  { of: 'cancelled', filter: 'cancelled', badge: { glyph: 'ban', word: 'Cancelled', tone: 'neutral' } },
  { of: 'open', filter: 'open', badge: { glyph: 'loader', word: 'Running and queued', tone: 'running' } },
]

/** Nothing turns where nothing runs. */
function glyphOf({ glyph }: Badge, count: number): GlyphName {
  return glyph === 'loader' && count === 0 ? 'queued' : glyph
}

/** How the runs of a span ended. Each figure leads to the rows that it counts; where there was no run there is no figure. */
export function Figures({ span, ...props }: SectionProps<Counts> & { span: { id: string; name: string } }) {
  return (
    <LiveSection {...props} title={() => `Runs of ${span.name}`} what="Runs" address="control_room.counts">
      {(counts) => {
        const isNone = figures.every(({ of }) => counts[of] === 0)
        return (
          <ul aria-label="Figures" className="grid grid-cols-2 gap-3 desk:grid-cols-5">
            {figures.map(({ of, filter, badge }) => (
              <li key={of} className="relative flex flex-col rounded-card border border-border bg-surface p-3 hover:bg-sunken">
                <Link
                  href={listAddress('/runs', { filter: `status:${filter} after:${span.id}` })}
                  data-row
                  aria-label={`${badge.word}: ${isNone ? `no run in ${span.name}` : counts[of]}`}
                  className="order-2 text-table text-muted outline-none after:absolute after:inset-0 focus-visible:after:rounded-card focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                >
                  {badge.word}
                </Link>
                <span
                  aria-hidden
                  data-value
                  className={`flex items-center gap-2 text-kpi font-semibold tabular-nums ${isNone || counts[of] === 0 ? 'text-muted' : toneText[badge.tone]}`}
                >
                  {!isNone && <Glyph name={glyphOf(badge, counts[of])} className="size-5" />}
                  {isNone ? '–' : groupedText(counts[of])}
                </span>
              </li>
            ))}
          </ul>
        )
      }}
    </LiveSection>
  )
}
