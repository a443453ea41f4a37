'use client'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AuditRow } from '../../lib/core/proof.ts'
import type { JsonObject } from '../../lib/core/run.ts'
import type { Page } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { countText, shortId } from '../status/format.ts'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { AbsoluteTime, RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { isOfRun, subjectOf } from './audit-subject.ts'
import { ChainCheck, type ServerVerdict } from './chain-check.tsx'
import { LongList } from './long-list.tsx'
import { MoreButton } from './more-button.tsx'
import { usePages } from './use-pages.ts'

export type AuditAnswer = Page<AuditRow> & { verified: ServerVerdict; own?: boolean; observedAt: string }

const outcomes: Record<AuditRow['outcome'], Badge> = {
  done: { glyph: 'check', word: 'Done', tone: 'ok' },
  refused: { glyph: 'ban', word: 'Refused', tone: 'warn' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
}

/** The audit, newest first, under the proof that nothing of it was changed. */
export function AuditList({ answer, filter }: { answer: AuditAnswer; filter: JsonObject }) {
  const { verified, own, observedAt } = answer
  const pages = usePages<AuditRow>('control_room.audit', filter, answer)
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className="flex flex-col gap-3">
      <ChainCheck server={verified} mayCompute={own === false} />
      {own && (
        <Notice tone="neutral" glyph="lock">
          You see your own records. The whole audit needs role Admin.
        </Notice>
      )}
      {pages.rows.length > 0 ? (
        <LongList
          label={countText(pages.rows.length, 'record')}
          rows={pages.rows}
          keyOf={({ seq }) => seq}
          onEnd={pages.hasMore && !pages.isPending && !pages.problem ? pages.more : undefined}
        >
          {(row) => <Record row={row} observedAt={observedAt} />}
        </LongList>
      ) : isFiltered ? (
        <Empty title={`No rows match ${Object.keys(filter).length === 1 ? 'this filter' : `these ${Object.keys(filter).length} filters`}.`}>
          <Link href="/audit" className={buttonLook()}>
            Clear filters
          </Link>
        </Empty>
      ) : (
        <Empty title="Nothing recorded yet. Your sign-in will be the first row." />
      )}
      <MoreButton pages={pages} label="Older records" />
      <p className="text-meta text-subtle">Records are kept for good: nothing here is edited or deleted.</p>
    </div>
  )
}

function Record({ row, observedAt }: { row: AuditRow; observedAt: string }) {
  const { verb, environment, target } = subjectOf(row)
  return (
    <details className="group">
      <summary
        data-row
        className="grid cursor-pointer grid-cols-[1fr_auto_16px] items-baseline gap-x-4 gap-y-0.5 dense px-3 text-table -outline-offset-2 hover:bg-sunken desk:grid-cols-[96px_150px_1fr_auto_80px_16px]"
      >
        <StatusWord badge={outcomes[row.outcome]} />
        <span className="truncate font-medium max-desk:order-3">{row.actorName}</span>
        <span className="min-w-0 break-words max-desk:order-4 max-desk:col-span-3">
          <span className="font-mono">{row.action}</span> {verb && <span className="font-mono wrap-anywhere">{verb}</span>} {environment}{' '}
          <span className="font-mono wrap-anywhere text-muted">{target}</span>
        </span>
        <span className="text-muted max-desk:order-3 max-desk:col-span-2 max-desk:text-right">{row.surface}</span>
        <span className="text-right text-muted max-desk:order-2">
          <RelativeTime at={row.at} observedAt={observedAt} />
        </span>
        <ChevronRight aria-hidden className="size-4 self-center text-muted group-open:rotate-90 max-desk:order-2" />
      </summary>
      <Details row={row} />
    </details>
  )
}

function Details({ row }: { row: AuditRow }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 border-t border-border bg-sunken px-3 py-2.5 text-table desk:grid-cols-[96px_1fr]">
      <Fact name="Record">#{row.seq}</Fact>
      <Fact name="When">
        <AbsoluteTime at={row.at} />
      </Fact>
      {isOfRun(row) && (
        <Fact name="Run">
          <Link href={`/runs/${row.target}`} className="font-mono text-accent underline underline-offset-2">
            {shortId(row.target)}
          </Link>
        </Fact>
      )}
      {detailsOf(row.details).map(([name, text]) => (
        <Fact key={name} name={name}>
          <span className="font-mono break-all whitespace-pre-wrap">{text}</span>
        </Fact>
      ))}
      <Fact name="Hash">
        <span className="font-mono break-all">{row.hash}</span>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 max-desk:mb-1">{children}</dd>
    </>
  )
}

function detailsOf(details: JsonObject): [string, string][] {
  return Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}
