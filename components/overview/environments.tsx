'use client'
import { placeOf } from '../environment/address.ts'
import { EnvironmentBlock } from '../environment/block.tsx'
import { Link } from '../environment/link.tsx'
import type { Environment } from '../environment/scope.tsx'
import type { Health } from '../status/status.ts'
import { AbsoluteTime } from '../status/times.tsx'
import { TwoAxes } from '../status/two-axes.tsx'
import { buttonLook } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

type Row = Environment & { health: Health; message: string; at: string | null }

export interface EnvironmentsAnswer {
  rows: Row[]
  observedAt: string
}

/** Where Odoo runs, and what the last check heard of each. */
export function Environments(props: SectionProps<EnvironmentsAnswer>) {
  return (
    <LiveSection {...props} title={() => 'Environments'} what="Environments" address="control_room.environments">
      {({ rows }, isLive) =>
        rows.length === 0 ? (
          <Empty title="No Odoo is watched yet.">
            Name where it runs under environments in config/agent.yml. A check of the tools then asks each of them.
            <Link href="/settings/environments" className={buttonLook()}>
              Name one
            </Link>
          </Empty>
        ) : (
          <ul aria-label="Environments" className="grid grid-cols-1 gap-4 desk:grid-cols-2 wide:grid-cols-3">
            {rows.map((row) => (
              <Told key={row.name} row={isLive ? row : { ...row, health: 'unknown' }} />
            ))}
          </ul>
        )
      }
    </LiveSection>
  )
}

function Told({ row: { name, stage, url, health, message, at } }: { row: Row }) {
  return (
    <li className="flex min-w-0 flex-col items-start gap-2 rounded-card border border-border bg-surface p-3">
      <span className="flex max-w-full items-center gap-2">
        <EnvironmentBlock stage={stage} className="shrink-0" />
        <span className="truncate font-medium">{name}</span>
      </span>
      {/* Nothing compares what runs with what is wanted yet. */}
      <TwoAxes health={health} drift="unknown" />
      <p className="max-w-full text-table break-words">{message}</p>
      <a href={url} rel="noreferrer" className="max-w-full truncate text-table text-accent underline underline-offset-2">
        {placeOf(url)}
      </a>
      {at && (
        <p className="text-meta text-muted">
          Checked <AbsoluteTime at={at} />
        </p>
      )}
      <Link
        href="/settings/environments"
        aria-label={`What is set and known of ${name}`}
        className="mt-auto text-table text-accent underline underline-offset-2"
      >
        What is set and known
      </Link>
    </li>
  )
}
