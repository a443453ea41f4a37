'use client'
import { type ReactNode, useState } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import type { RunRow as Row } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { ConnectionLine, ConnectionNotice } from '../status/connection-line.tsx'
import { countText } from '../status/format.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import type { Outcome } from '../verb/outcome.ts'
import { LongList } from './long-list.tsx'
import { MoreButton } from './more-button.tsx'
import { LiveCache } from './query.tsx'
import { RowCancel } from './row-cancel.tsx'
import { RunHeads, RunRow } from './run-row.tsx'
import { useConnection } from './use-connection.ts'
import { everyMs, type RunPage, useRuns } from './use-runs.ts'

interface Props {
  /** What `control_room.runs` was asked. */
  input: JsonObject
  /** What it answered when the page was made. */
  first: RunPage
  stepCounts: Readonly<Record<string, number>>
  cancel(id: string, reason: string): Promise<Outcome<null>>
  /** Shown when there is no row. */
  empty: ReactNode
  /** The address of a list that begins further down, without its cursor. */
  olderHref: string
}

/** Runs, newest first, kept current while somebody looks; older ones come as somebody gets to them. */
export function RunList(props: Props) {
  return (
    <LiveCache>
      <Rows {...props} />
    </LiveCache>
  )
}

function Rows({ input, first, stepCounts, cancel, empty, olderHref }: Props) {
  const { query, rows, observedAt, olderCursor, pages } = useRuns(input, first)
  const { calm, fresh, showFresh } = useCalmRows(rows)
  const connection = useConnection(query, everyMs, first.observedAt)
  return (
    <section aria-label="Runs" data-lagging={connection.kind === 'lagging' || undefined} className="flex flex-col gap-3">
      <div className="-mb-1 flex justify-end">
        <ConnectionLine connection={connection} observedAt={observedAt} />
      </div>
      <ConnectionNotice connection={connection} onRetry={() => query.refetch()} />
      {fresh > 0 && (
        <Button kind="primary" size="small" className="sticky top-14 z-10 self-center shadow-float" onClick={showFresh}>
          {fresh} new
        </Button>
      )}
      {calm.length === 0 ? (
        empty
      ) : (
        <>
          <RunHeads />
          <LongList
            label={countText(calm.length, 'run')}
            rows={calm}
            keyOf={({ id }) => id}
            onEnd={pages.hasMore && olderCursor === null && !pages.isPending && !pages.problem ? pages.more : undefined}
          >
            {(run) => <RunRow run={run} observedAt={observedAt} stepCounts={stepCounts} action={<RowCancel run={run} cancel={cancel} />} />}
          </LongList>
        </>
      )}
      {olderCursor ? (
        <Link
          href={`${olderHref}${olderHref.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(olderCursor)}`}
          className={buttonLook('plain', 'normal', 'self-center')}
        >
          Older runs
        </Link>
      ) : (
        <MoreButton pages={pages} label="Older runs" />
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
