'use client'
import { Link } from '../environment/link.tsx'
import { ConnectionLine, ConnectionNotice } from '../status/connection-line.tsx'
import type { Outcome } from '../verb/outcome.ts'
import { TrayRow } from './tray-row.tsx'
import { retryOpenRuns, useOpenRuns } from './use-open-runs.ts'

interface Props {
  cancel(id: string): Promise<Outcome<null>>
}

/** The runs that have not ended, each with the way to it and out of it. */
export function TrayPanel({ cancel }: Props) {
  const { now, connection } = useOpenRuns()
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-medium">Running and waiting</h2>
        {now && <ConnectionLine connection={connection} observedAt={now.observedAt} />}
      </div>
      <ConnectionNotice connection={connection} onRetry={retryOpenRuns} />
      {now && now.rows.length > 0 && (
        <ul aria-label="Runs running or waiting" className="flex flex-col divide-y divide-border">
          {now.rows.map((run) => (
            <TrayRow key={run.id} run={run} observedAt={now.observedAt} cancel={cancel} />
          ))}
        </ul>
      )}
      {now?.rows.length === 0 && (
        <p className="py-2 text-muted">Nothing is running or waiting. What anybody starts, here, by command or by agent, appears here.</p>
      )}
      <Link href="/runs" className="self-start rounded-chip text-table text-accent hover:underline pointer-coarse:py-3">
        {now?.hasMore ? 'More of them in Activity' : 'All runs in Activity'}
      </Link>
    </div>
  )
}
