'use client'
import { Link } from '../environment/link.tsx'
import { shortId } from '../status/format.ts'
import { type Badge, healthBadges } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

type Kind = 'production' | 'workers' | 'tool' | 'unheard' | 'environment' | 'failed' | 'approval' | 'branch'

export interface Needs {
  rows: { kind: Kind; title: string; message: string; run: string | null; at: string | null }[]
  observedAt: string
}

const badges: Record<Kind, Badge> = {
  production: { glyph: 'exclamation', word: 'Production', tone: 'fail' },
  workers: { glyph: 'unplug', word: 'Down', tone: 'fail' },
  tool: { glyph: 'cross', word: 'Fails', tone: 'fail' },
  unheard: healthBadges.unknown,
  environment: { glyph: 'exclamation', word: 'Not well', tone: 'warn' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
  approval: { glyph: 'hand', word: 'Waiting', tone: 'neutral' },
  branch: { glyph: 'cross', word: 'Red', tone: 'fail' },
}

/** What is to do about it, where that is more than to look. */
const words: Partial<Record<Kind, string>> = { approval: 'Review plan', unheard: 'Test' }

/** What waits for a person, the worst first. */
export function NeedsYou(props: SectionProps<Needs>) {
  return (
    <LiveSection
      {...props}
      title={(answer) => (answer && answer.rows.length > 0 ? `Needs you (${answer.rows.length})` : 'Needs you')}
      what="What needs you"
      address="control_room.attention"
      isSpeaker
    >
      {({ rows, observedAt }) =>
        rows.length === 0 ? (
          <p className="rounded-card border border-border bg-surface px-3 py-4 text-muted">
            <span role="status">Nothing needs you.</span> Last check <RelativeTime at={observedAt} observedAt={observedAt} />.
          </p>
        ) : (
          <ul aria-label="What needs you" className="overflow-hidden rounded-card border border-border bg-surface">
            {rows.map((row) => (
              <Row key={`${row.kind} ${row.run} ${row.title}`} row={row} observedAt={observedAt} />
            ))}
          </ul>
        )
      }
    </LiveSection>
  )
}

function Row({ row: { kind, title, message, run, at }, observedAt }: { row: Needs['rows'][number]; observedAt: string }) {
  const isTool = ['production', 'tool', 'unheard', 'environment'].includes(kind) || run === null
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-b border-border dense px-3 last:border-0 desk:grid-cols-[100px_minmax(0,1fr)_90px_auto]">
      <StatusWord badge={badges[kind]} className="font-medium" />
      <span className="min-w-0 max-desk:order-3 max-desk:col-span-2">
        <span className="font-medium break-words">{title}</span>
        <span className="block text-table break-words text-muted">
          {run && !isTool && <span className="font-mono text-meta">{shortId(run)} · </span>}
          {message}
        </span>
      </span>
      <span className="text-right text-table text-muted">
        {at ? (
          <RelativeTime at={at} observedAt={observedAt} />
        ) : (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">not checked yet</span>
          </>
        )}
      </span>
      <Link
        href={isTool ? '/settings/environments' : `/runs/${run}`}
        data-row
        aria-label={`${words[kind] ?? 'Open'}: ${title}`}
        className={buttonLook('plain', 'small', 'max-desk:order-4 max-desk:col-span-2')}
      >
        {words[kind] ?? 'Open'}
      </Link>
    </li>
  )
}
