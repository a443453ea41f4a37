'use client'
import { listAddress } from '../data/list-address.ts'
import { RunRow } from '../data/run-row.tsx'
import type { RunPage } from '../data/use-runs.ts'
import { Link } from '../environment/link.tsx'
import { Empty } from '../ui/empty.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

/** The newest runs of a span. */
export function Changes({ span, ...props }: SectionProps<RunPage> & { span: { id: string; title: string } }) {
  return (
    <LiveSection {...props} title={() => 'What changed'} what="Runs" address="control_room.runs">
      {({ rows, observedAt }) =>
        rows.length === 0 ? (
          <Empty title={`Nothing has run in ${span.title}.`} />
        ) : (
          <>
            <ul aria-label="What changed" className="overflow-hidden rounded-card border border-border bg-surface">
              {rows.map((run) => (
                <li
                  key={run.id}
                  className="relative border-b border-border last:border-0 hover:bg-sunken has-[[data-row]:focus-visible]:bg-selected"
                >
                  <RunRow run={run} observedAt={observedAt} />
                </li>
              ))}
            </ul>
            <Link
              href={listAddress('/runs', { filter: `after:${span.id}` })}
              className="self-start text-accent underline underline-offset-2"
            >
              All runs of {span.title}
            </Link>
          </>
        )
      }
    </LiveSection>
  )
}
