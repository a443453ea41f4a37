'use client'
import { listAddress } from '../data/list-address.ts'
import { RunHeads, RunRow } from '../data/run-row.tsx'
import type { RunPage } from '../data/use-runs.ts'
import { Link } from '../environment/link.tsx'
import { Empty } from '../ui/empty.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

interface Props extends SectionProps<RunPage> {
  span: { id: string; name: string }
  stepCounts: Readonly<Record<string, number>>
}

/** The newest runs of a span. */
export function Changes({ span, stepCounts, ...props }: Props) {
  return (
    <LiveSection {...props} title={() => 'What changed'} what="Runs" address="control_room.runs">
      {({ rows, observedAt }) =>
        rows.length === 0 ? (
          <Empty title={`Nothing has run in ${span.name}.`} />
        ) : (
          <>
            <RunHeads />
            <ul aria-label="What changed" className="overflow-hidden rounded-card border border-border bg-surface">
              {rows.map((run) => (
                <li
                  key={run.id}
                  className="relative border-b border-border last:border-0 hover:bg-sunken has-[[data-row]:focus-visible]:bg-selected"
                >
                  <RunRow run={run} observedAt={observedAt} stepCounts={stepCounts} />
                </li>
              ))}
            </ul>
            <Link
              href={listAddress('/runs', { filter: `after:${span.id}` })}
              className="self-start text-accent underline underline-offset-2"
            >
              All runs of {span.name}
            </Link>
          </>
        )
      }
    </LiveSection>
  )
}
