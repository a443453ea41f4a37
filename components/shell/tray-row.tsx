'use client'
import { type RefObject, useRef, useState, useTransition } from 'react'
import type { OpenRun } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { runBadges } from '../status/status.ts'
import { StatusPill } from '../status/status-pill.tsx'
import { RelativeTime } from '../status/times.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { answer } from '../ui/toast.ts'
import type { Outcome, ShownProblem } from '../verb/outcome.ts'
import { noAnswer } from '../verb/use-verb.ts'
import { VerbButton } from '../verb/verb-button.tsx'

interface Props {
  run: OpenRun
  observedAt: string
  cancel(id: string): Promise<Outcome<null>>
}

/** A run in the tray. What a cancel costs is said before it can be confirmed. */
export function TrayRow({ run, observedAt, cancel }: Props) {
  const row = useRef<HTMLLIElement>(null)
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
  const confirm = () =>
    begin(async () => {
      const outcome = await cancel(run.id).catch(noAnswer)
      if ('problem' in outcome) return setProblem(outcome.problem)
      keepFocus(row)
      answer(`${run.title}: cancel asked for.`, { href: `/runs/${run.id}`, title: 'Follow' })
      setAsked(false)
    })
  const toggle = () => {
    setProblem(null)
    setAsked(!asked)
  }
  return (
    <li ref={row} className="flex flex-col dense gap-1.5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <Link href={`/runs/${run.id}`} className="rounded-chip font-medium break-words hover:underline">
            {run.title}
          </Link>
          <p className="text-meta text-muted">
            {run.surface} by {run.startedByName} · <RelativeTime at={run.createdAt} observedAt={observedAt} />
          </p>
        </div>
        <StatusPill badge={runBadges[run.status]} />
      </div>
      {asked && <p className="text-table">Cancel this run. What it started is stopped, then what it changed is undone.</p>}
      {problem && <ProblemNotice problem={problem} />}
      {run.status !== 'undoing' && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" aria-label={`${asked ? 'Keep it running' : 'Cancel'}: ${run.title}`} onClick={toggle}>
            {asked ? 'Keep it running' : 'Cancel'}
          </Button>
          {asked && (
            <VerbButton size="small" kind="danger" disabled={isPending} onClick={confirm}>
              Cancel run
            </VerbButton>
          )}
        </div>
      )}
    </li>
  )
}

/** The row goes away with its run: the focus stays in the tray. */
function keepFocus(row: RefObject<HTMLLIElement | null>): void {
  row.current?.closest<HTMLElement>('[popover]')?.focus()
}
