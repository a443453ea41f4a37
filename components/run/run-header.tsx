'use client'
import { ArchiveRestore, Ban, Check, RotateCw } from 'lucide-react'
import { commandOf } from '../../lib/core/command.ts'
import type { RunView } from '../../lib/core/run.ts'
import type { RunRow } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { type Connection, ConnectionLine } from '../status/connection-line.tsx'
import { shortId } from '../status/format.ts'
import { Spoken } from '../status/spoken.tsx'
import type { Badge } from '../status/status.ts'
import { StatusPill } from '../status/status-pill.tsx'
import { AbsoluteTime, Elapsed, RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { VerbButton } from '../verb/verb-button.tsx'
import { attemptText, FlakyMark } from './attempts.tsx'
import { commitOf } from './commit-of.ts'

interface Props {
  run: RunRow
  view: RunView
  badge: Badge
  observedAt: string
  connection: Connection
  verbs: RunVerbs
}

/** What can be done with a run as it is now: null is not offered, `refused` says why somebody may not. */
export interface RunVerbs {
  approve: { ask(): void } | null
  cancel: { word: 'Cancel' | 'Refuse'; refused: string | null; ask(): void } | null
  rerun: { refused: string | null; ask(): void } | null
}

/** A run in one line, and what can be done with it. It stays in sight. */
export function RunHeader({ run, view, badge, observedAt, connection, verbs: { approve, cancel, rerun } }: Props) {
  return (
    <header className="sticky top-(--bar) z-10 -mx-4 border-b border-border bg-canvas px-4 pt-3 pb-3 desk:-mx-6 desk:px-6 max-desk:static">
      <div className="flex items-center gap-1.5 text-meta text-muted">
        <Link href="/runs" className="rounded-chip hover:text-text hover:underline desk:hidden">
          Activity
        </Link>
        <span aria-hidden className="desk:hidden">
          ›
        </span>
        <span className="font-mono">{shortId(run.id)}</span>
        <span className="ml-auto">
          <ConnectionLine connection={connection} observedAt={observedAt} />
        </span>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-2">
        <span data-status={view.status}>
          <StatusPill badge={badge} />
        </span>
        <Spoken text={badge.word} />
        <h1 className="min-w-0 flex-1 basis-60 text-title font-semibold break-words">{run.title}</h1>
        <div className="flex flex-wrap gap-2">
          {approve && (
            <VerbButton kind="primary" onClick={approve.ask} data-action="Approve" className="max-desk:hidden">
              <Check aria-hidden className="size-4" />
              Approve
            </VerbButton>
          )}
          {cancel && (
            <span className="contents max-desk:hidden">
              <VerbButton kind="plain" onClick={cancel.ask} refused={cancel.refused} title="c" data-action={cancel.word}>
                <Ban aria-hidden className="size-4" />
                {cancel.word}
              </VerbButton>
            </span>
          )}
          {rerun && (
            <VerbButton kind="primary" onClick={rerun.ask} refused={rerun.refused} title="r" data-action="Rerun">
              <RotateCw aria-hidden className="size-4" />
              Rerun
            </VerbButton>
          )}
          {view.evidence && (
            <a className={buttonLook('plain', 'normal', 'max-desk:hidden')} href={`/api/runs/${run.id}/evidence`} download>
              <ArchiveRestore aria-hidden className="size-4" />
              Download evidence
            </a>
          )}
          <CopyButton text={commandOf(run.address, run.input)} label="Copy as command" />
        </div>
      </div>
      <Facts run={run} view={view} observedAt={observedAt} />
    </header>
  )
}

function Facts({ run, view, observedAt }: { run: RunRow; view: RunView; observedAt: string }) {
  const began = view.startedAt
  const commit = commitOf(view.output)
  const attempts = attemptText(run, view)
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-table text-muted">
      <span>
        {run.surface} by {run.startedByName}
      </span>
      <span>
        {' '}
        <RelativeTime at={run.createdAt} observedAt={observedAt} />, <AbsoluteTime at={run.createdAt} />
      </span>
      {began && (
        <span>
          {' '}
          {view.finishedAt ? 'took ' : 'running for '}
          <Elapsed from={began} to={view.finishedAt} observedAt={observedAt} />
        </span>
      )}
      {attempts && <span> {attempts}</span>}
      <FlakyMark run={run} />
      {commit && (
        <span className="min-w-0 truncate">
          at <span className="font-mono text-text">{commit.sha.slice(0, 7)}</span> {commit.subject}
        </span>
      )}
      {run.reason && <span className="min-w-0 break-words"> because “{run.reason}”</span>}
      {run.previous && <RunLink id={run.previous} word="repeats run" />}
      {run.next && <RunLink id={run.next} word="repeated by run" />}
      {run.parentId && <RunLink id={run.parentId} word="part of run" />}
    </p>
  )
}

function RunLink({ id, word }: { id: string; word: string }) {
  return (
    <span>
      {' '}
      {word}{' '}
      <Link href={`/runs/${id}`} className="rounded-chip font-mono text-accent underline underline-offset-2">
        {shortId(id)}
      </Link>
    </span>
  )
}
