'use client'
import { isFinished, type RunView } from '../../lib/core/run.ts'
import type { QueuePlace, RunRow } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { ordinalText, shortId } from '../status/format.ts'
import { RelativeTime } from '../status/times.tsx'
import { Notice } from '../ui/notice.tsx'
import type { StepLine } from './step-list.ts'

interface Props {
  run: RunRow
  view: RunView
  place: QueuePlace | null
  lines: readonly StepLine[]
  observedAt: string
  /** What a waiting run asks for, and why this person may not approve it. */
  approval: Approval | null
}

export interface Approval {
  sentence: string
  refusal: string | null
}

/** What is unusual about a run, above everything else of it. */
export function RunNotices({ run, view, place, lines, observedAt, approval }: Props) {
  const titleOf = (id: string) => lines.find((line) => line.id === id)?.title ?? id
  const live = !isFinished(view.status)
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {view.status === 'waiting' && (
        <Notice tone="neutral" glyph="hand">
          <p>
            Waits for approval by an Operator. Asked by {run.startedByName} <RelativeTime at={run.createdAt} observedAt={observedAt} />.
          </p>
          {approval && <p className="font-medium">{approval.sentence}</p>}
          {approval?.refusal && <p className="text-muted">{approval.refusal}</p>}
        </Notice>
      )}
      {view.status === 'queued' && place && <QueueNotice place={place} observedAt={observedAt} />}
      {live && view.cancelRequestedBy && (
        <Notice tone="neutral" glyph="ban">
          {view.cancelRequestedBy} asked to cancel this run. It stops what is running, then undoes what it made.
        </Notice>
      )}
      {live && view.attempt > 1 && <RecoveringNotice view={view} lines={lines} />}
      {isFinished(view.status) && view.left.length > 0 && (
        <Notice tone="fail" glyph="exclamation">
          <p className="font-medium">A person is needed. Not undone: {view.left.map(titleOf).join(', ')}.</p>
          {view.cause && <p className="text-muted">{view.cause.hint}</p>}
        </Notice>
      )}
    </div>
  )
}

function QueueNotice({ place, observedAt }: { place: QueuePlace; observedAt: string }) {
  const { holder } = place
  return (
    <Notice tone="neutral" glyph="queued">
      {ordinalText(place.position)} in line.
      {holder && (
        <>
          {' '}
          Before it: run{' '}
          <Link href={`/runs/${holder.id}`} className="font-mono text-accent underline underline-offset-2">
            {shortId(holder.id)}
          </Link>{' '}
          ({holder.address} by {holder.startedByName}
          {holder.startedAt && (
            <>
              , started <RelativeTime at={holder.startedAt} observedAt={observedAt} />
            </>
          )}
          ).
        </>
      )}
    </Notice>
  )
}

function RecoveringNotice({ view, lines }: { view: RunView; lines: readonly StepLine[] }) {
  const again = lines.findLast(({ step }) => step !== null && step.attempts > 1)
  return (
    <Notice tone="running" glyph="loader">
      A worker stopped{again && ` while “${again.title}” ran`}. Another took over: attempt {view.attempt}. Finished steps are not run again.
    </Notice>
  )
}
