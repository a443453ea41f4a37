import Link from 'next/link'
import type { ReactNode } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import type { AuditRow, ChainState, Page } from '../../lib/core/store.ts'
import { groupedText, shortId } from '../status/format.ts'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { AbsoluteTime, RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'

export type AuditAnswer = Page<AuditRow> & { verified: ChainState; own?: boolean; observedAt: string }

const outcomes: Record<AuditRow['outcome'], Badge> = {
  done: { glyph: 'check', word: 'Done', tone: 'ok' },
  refused: { glyph: 'ban', word: 'Refused', tone: 'warn' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
}

/** The audit, newest first, under the proof that nothing of it was changed. */
export function AuditList({ answer, path }: { answer: AuditAnswer; path: string }) {
  const { rows, next, verified, own, observedAt } = answer
  return (
    <div className="flex flex-col gap-3">
      <Chain verified={verified} observedAt={observedAt} path={path} />
      {own && (
        <Notice tone="neutral" glyph="lock">
          You see your own records. The whole audit needs role Admin.
        </Notice>
      )}
      {rows.length === 0 ? (
        <Empty title="Nothing recorded yet. Your sign-in will be the first row." />
      ) : (
        <ul className="overflow-hidden rounded-card border border-border bg-surface">
          {rows.map((row) => (
            <Record key={row.seq} row={row} observedAt={observedAt} />
          ))}
        </ul>
      )}
      {next && (
        <Link href={`${path}?cursor=${encodeURIComponent(next)}`} className={buttonLook('plain', 'normal', 'self-center')}>
          Older records
        </Link>
      )}
    </div>
  )
}

function Chain({ verified, observedAt, path }: { verified: ChainState; observedAt: string; path: string }) {
  return (
    <Notice tone={verified.ok ? 'ok' : 'fail'} glyph={verified.ok ? 'check' : 'cross'}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-64">
          {verified.ok ? (
            <>
              Chain verified to #{groupedText(verified.upTo)}, <AbsoluteTime at={observedAt} />
            </>
          ) : (
            <strong className="font-medium">{verified.problem ?? 'The chain does not verify.'}</strong>
          )}
        </p>
        <a href={path} className={buttonLook('plain', 'small')}>
          Verify now
        </a>
      </div>
    </Notice>
  )
}

function Record({ row, observedAt }: { row: AuditRow; observedAt: string }) {
  return (
    <li className="border-b border-border last:border-0">
      <details>
        <summary className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 px-3 py-2 text-table -outline-offset-2 hover:bg-sunken desk:grid-cols-[96px_150px_1fr_auto_80px]">
          <StatusWord badge={outcomes[row.outcome]} />
          <span className="truncate font-medium max-desk:order-3">{row.actorName}</span>
          <span className="min-w-0 break-words max-desk:order-4 max-desk:col-span-2">
            <span className="font-mono">{row.action}</span> <span className="font-mono break-all text-muted">{row.target}</span>
          </span>
          <span className="text-muted max-desk:order-3 max-desk:text-right">{row.surface}</span>
          <span className="text-right text-muted max-desk:order-2">
            <RelativeTime at={row.at} observedAt={observedAt} />
          </span>
        </summary>
        <Details row={row} />
      </details>
    </li>
  )
}

function Details({ row }: { row: AuditRow }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 border-t border-border bg-sunken px-3 py-2.5 text-table desk:grid-cols-[96px_1fr]">
      <Fact name="Record">#{row.seq}</Fact>
      <Fact name="When">
        <AbsoluteTime at={row.at} />
      </Fact>
      {row.action.startsWith('run.') && /^[0-9a-f]{8,}$/.test(row.target) && (
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
