'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import type { Page, RunRow as Row } from '../../lib/core/store.ts'
import { type Connection, ConnectionLine, ConnectionNotice } from '../status/connection-line.tsx'
import { countText } from '../status/format.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import { AskFailed, askServer } from './ask.ts'
import { LiveCache } from './query.tsx'
import { RunRow } from './run-row.tsx'

export type RunPage = Page<Row> & { observedAt: string }

const everyMs = 2_000

interface Props {
  /** What `control_room.runs` was asked. */
  input: JsonObject
  /** What it answered when the page was made. */
  first: RunPage
  /** Shown when there is no row. */
  empty: ReactNode
  /** The address of the next page, without its cursor. */
  olderHref: string
}

/** Runs, newest first, kept current while somebody looks. */
export function RunList(props: Props) {
  return (
    <LiveCache>
      <Rows {...props} />
    </LiveCache>
  )
}

function Rows({ input, first, empty, olderHref }: Props) {
  const query = useQuery({
    queryKey: ['runs', input],
    queryFn: ({ signal }) => askServer<RunPage>('control_room.runs', input, signal),
    initialData: first,
    initialDataUpdatedAt: Date.parse(first.observedAt),
    refetchInterval: everyMs,
    refetchOnWindowFocus: 'always',
  })
  const { rows, next, observedAt } = query.data
  const { calm, fresh, showFresh } = useCalmRows(rows)
  const connection = connectionOf(query)
  return (
    <section aria-label="Runs" className="flex flex-col gap-3">
      <div className="-mb-1 flex justify-end">
        <ConnectionLine connection={connection} observedAt={observedAt} />
      </div>
      <ConnectionNotice connection={connection} onRetry={() => query.refetch()} />
      {fresh > 0 && (
        <Button kind="primary" size="small" className="sticky top-2 z-10 self-center shadow-float" onClick={showFresh}>
          {fresh} new
        </Button>
      )}
      {calm.length === 0 ? (
        empty
      ) : (
        <ul aria-label={countText(calm.length, 'run')} className="overflow-hidden rounded-card border border-border bg-surface">
          {calm.map((run) => (
            <RunRow key={run.id} run={run} observedAt={observedAt} />
          ))}
        </ul>
      )}
      {next && (
        <Link
          href={`${olderHref}${olderHref.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`}
          className={buttonLook('plain', 'normal', 'self-center')}
        >
          Older runs
        </Link>
      )}
    </section>
  )
}

/** New rows do not shove what somebody reads further down: they wait behind a button. */
function useCalmRows(rows: readonly Row[]) {
  const [top, setTop] = useState(rows[0]?.id)
  const newest = rows[0]?.id
  const known = rows.findIndex(({ id }) => id === top)
  const isReading = typeof window !== 'undefined' && window.scrollY > 120
  if (newest !== top && (known < 0 || !isReading)) setTop(newest)
  const fresh = known > 0 && isReading ? known : 0
  return { calm: fresh > 0 ? rows.slice(fresh) : rows, fresh, showFresh: () => setTop(newest) }
}

function connectionOf({
  error,
  errorUpdatedAt,
  dataUpdatedAt,
  failureCount,
}: {
  error: Error | null
  errorUpdatedAt: number
  dataUpdatedAt: number
  failureCount: number
}): Connection {
  if (error instanceof AskFailed && error.status === 401) return { kind: 'signed_out' }
  if (error) return { kind: 'lost', since: dataUpdatedAt + everyMs, knownAt: dataUpdatedAt, retryAt: errorUpdatedAt + everyMs }
  return failureCount > 0 ? { kind: 'connecting' } : { kind: 'live' }
}
