'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { isFinished, type JsonObject, type RunVerdict, type TestCounts, verdictOf } from '../../lib/core/run.ts'
import type { QueuePlace, RunRow as Row } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { warningsOf } from '../odoo/odoo-run.ts'
import { attemptText, FlakyMark } from '../run/attempts.tsx'
import { commitOf } from '../run/commit-of.ts'
import { groupedText, shortId } from '../status/format.ts'
import { runBadge } from '../status/status.ts'
import { StatusPill } from '../status/status-pill.tsx'
import { Elapsed, RelativeTime } from '../status/times.tsx'
import { askServer } from './ask.ts'

/** Of the endings whose cause stands in the row. */
const inks: Partial<Record<RunVerdict, string>> = {
  failed: 'text-fail',
  interrupted: 'text-fail',
  rolled_back: 'text-fail',
  succeeded_with_warnings: 'text-warn',
}

/** The columns of a row, from a desk on. */
const columns = 'desk:grid-cols-[196px_1fr_116px_72px_76px] wide:grid-cols-[196px_1fr_116px_92px_72px_84px]'

/** What stands in each column of the rows below. A row says the same in its own words, so that nobody has to hear both. */
export function RunHeads() {
  return (
    <div
      aria-hidden
      className={clsx('-mb-2 grid gap-x-4 whitespace-nowrap px-[13px] text-meta font-medium text-muted max-desk:hidden', columns)}
    >
      <span>Status</span>
      <span>Run</span>
      <span>Tests</span>
      <span className="max-wide:hidden">New warnings</span>
      <span className="text-right">Took</span>
      <span className="text-right">When</span>
    </div>
  )
}

interface Props {
  run: Row
  observedAt: string
  /** How many steps the runs of each verb have, by its address. */
  stepCounts: Readonly<Record<string, number>>
  /** What may be done with one that has not ended, where the list offers it. */
  action?: ReactNode
}

/** A run in a list: its status, what it is, why it failed, what it counted and when. The whole row opens it. */
export function RunRow({ run, observedAt, stepCounts, action }: Props) {
  const { view } = run
  const ink = inks[verdictOf(view)]
  const attempts = attemptText(run, view)
  return (
    <div className={clsx('grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1 dense px-3', columns)}>
      <span className="flex items-center gap-1 max-desk:col-span-1">
        {view.status === 'queued' ? <QueuedPill run={run} /> : <StatusPill badge={runBadge(view, null, stepCounts[run.address])} />}
        {!isFinished(view.status) && view.cancelRequestedBy === null && action}
      </span>
      <span className="text-right text-table text-muted desk:col-start-5 desk:row-start-1 wide:col-start-6">
        <RelativeTime at={run.createdAt} observedAt={observedAt} />
      </span>
      <span className="min-w-0 max-desk:col-span-2">
        <Link
          href={`/runs/${run.id}`}
          data-row
          className="font-medium break-words outline-none after:absolute after:inset-0 focus-visible:after:rounded-chip focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {run.title}
        </Link>
        <span className="block text-table text-muted desk:compact:ml-3 desk:compact:inline">
          <span className="font-mono text-meta">{shortId(run.id)}</span> · {run.surface} by {run.startedByName}
          {attempts && ` · ${attempts}`}
          <Commit output={view.output} /> <FlakyMark run={run} />
        </span>
      </span>
      <span className="col-span-2 flex justify-between gap-4 text-table whitespace-nowrap text-muted empty:hidden desk:contents">
        <span className="desk:text-table">
          <Tests counts={view.tests} />
        </span>
        <span className="max-wide:hidden">
          <NewWarnings output={view.output} />
        </span>
        <span className="desk:text-right">
          {view.startedAt ? (
            <Elapsed from={view.startedAt} to={view.finishedAt} observedAt={observedAt} />
          ) : (
            <Blank reason={isFinished(view.status) ? 'never started' : 'not started'} />
          )}
        </span>
      </span>
      {ink && view.cause && (
        <p
          className={clsx(
            'col-span-2 min-w-0 font-mono text-table break-words desk:col-span-3 desk:col-start-2 wide:col-span-4 wide:col-start-2',
            ink,
          )}
        >
          {view.cause.message}
        </p>
      )}
    </div>
  )
}

function Commit({ output }: { output: JsonObject | null }) {
  const commit = commitOf(output)
  if (!commit) return null
  return (
    <>
      {' '}
      · <span className="font-mono text-meta">{commit.sha.slice(0, 7)}</span> {commit.subject}
    </>
  )
}

function Tests({ counts }: { counts: TestCounts }) {
  const red = counts.failed + counts.error
  const all = red + counts.passed + counts.skipped
  if (all === 0) return <Blank reason="no test" />
  return <>{red > 0 ? `${groupedText(red)} of ${groupedText(all)} failed` : `${groupedText(counts.passed)} passed`}</>
}

/** Those that the branch which the run is compared with does not have. */
function NewWarnings({ output }: { output: JsonObject | null }) {
  const { fresh } = warningsOf(output)
  return fresh === null ? <Blank reason="not compared" /> : groupedText(fresh)
}

/** An empty cell, with its reason for who cannot see that it is empty. */
function Blank({ reason }: { reason: string }) {
  return (
    <>
      <span aria-hidden className="max-desk:hidden">
        –
      </span>
      <span className="sr-only">{reason}</span>
    </>
  )
}

function QueuedPill({ run }: { run: Row }) {
  const { data } = useQuery({
    queryKey: ['place', run.id],
    queryFn: ({ signal }) => askServer<{ place: QueuePlace | null }>('control_room.run', { id: run.id }, signal),
    refetchInterval: 2_000,
  })
  return <StatusPill badge={runBadge(run.view, data?.place ?? null)} />
}
