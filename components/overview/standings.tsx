'use client'
import type { ServerVerdict } from '../data/chain-check.tsx'
import { listAddress } from '../data/list-address.ts'
import { Link } from '../environment/link.tsx'
import { StatusPill } from '../status/status-pill.tsx'
import { AbsoluteTime } from '../status/times.tsx'
import type { Counts } from './figures.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'
import { asOf, auditStanding, type Standing, toolsStanding, workersStanding } from './standing-badge.ts'

export interface Checks {
  rows: { title: string; ok: boolean; at: string }[]
  run: string | null
  observedAt: string
}

export interface AuditState {
  verified: ServerVerdict
  observedAt: string
}

export function Workers(props: SectionProps<Counts>) {
  return (
    <LiveSection {...props} title={() => 'Workers'} what="Workers" address="control_room.counts">
      {({ workers }, isLive) => (
        <Told
          standing={asOf(workersStanding(workers), isLive)}
          href={listAddress('/runs', { filter: 'status:open' })}
          link="Running and queued"
        />
      )}
    </LiveSection>
  )
}

export function Tools(props: SectionProps<Checks>) {
  return (
    <LiveSection {...props} title={() => 'Tools'} what="Checks of the tools" address="control_room.checks">
      {({ rows, observedAt }, isLive) => (
        <Told standing={asOf(toolsStanding(rows, observedAt), isLive)} at={rows[0]?.at} href="/settings/environments" link="What answers" />
      )}
    </LiveSection>
  )
}

export function Audit(props: SectionProps<AuditState>) {
  return (
    <LiveSection {...props} title={() => 'Audit'} what="The audit" address="control_room.audit">
      {({ verified }, isLive) => <Told standing={asOf(auditStanding(verified), isLive)} at={verified.at} href="/audit" link="Records" />}
    </LiveSection>
  )
}

function Told({
  standing: { badge, sentence },
  at,
  href,
  link,
}: {
  standing: Standing
  at?: string | undefined
  href: string
  link: string
}) {
  return (
    <div className="flex flex-1 flex-col items-start gap-2 rounded-card border border-border bg-surface p-3">
      <StatusPill badge={badge} />
      <p data-value className="text-table break-words">
        {sentence}
      </p>
      {at && (
        <p className="text-meta text-muted">
          Checked <AbsoluteTime at={at} />
        </p>
      )}
      <Link href={href} className="mt-auto text-table text-accent underline underline-offset-2">
        {link}
      </Link>
    </div>
  )
}
