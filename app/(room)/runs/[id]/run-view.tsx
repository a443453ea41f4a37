'use client'
import { useQuery } from '@tanstack/react-query'
import { Ban, Check } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useMemo, useState } from 'react'
import { askServer } from '../../../../components/data/ask.ts'
import { LiveCache } from '../../../../components/data/query.tsx'
import { firstErrorOf } from '../../../../components/odoo/finding-order.ts'
import { odooOf } from '../../../../components/odoo/odoo-run.ts'
import { RunHeader, type RunVerbs } from '../../../../components/run/run-header.tsx'
import { type Approval, RunNotices } from '../../../../components/run/run-notices.tsx'
import { RunTabs } from '../../../../components/run/run-tabs.tsx'
import { stepLines } from '../../../../components/run/step-list.ts'
import { StepRail } from '../../../../components/run/step-rail.tsx'
import { StepSelect } from '../../../../components/run/step-select.tsx'
import { SummaryPanel } from '../../../../components/run/summary-panel.tsx'
import { failingFirst, isRed } from '../../../../components/run/test-order.ts'
import { titleOf } from '../../../../components/run/title.ts'
import { type Known, useLiveRun } from '../../../../components/run/use-live-run.ts'
import { WhyPanel } from '../../../../components/run/why-panel.tsx'
import { ConnectionNotice } from '../../../../components/status/connection-line.tsx'
import { Glyph } from '../../../../components/status/glyph.tsx'
import { runBadge } from '../../../../components/status/status.ts'
import { usePageParams } from '../../../../components/ui/address.ts'
import { useKeys } from '../../../../components/ui/keys.ts'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { answer } from '../../../../components/ui/toast.ts'
import { useChange } from '../../../../components/verb/use-change.ts'
import { useVerb } from '../../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../../components/verb/verb-button.tsx'
import { isFinished } from '../../../../lib/core/run.ts'
import type { QueuePlace } from '../../../../lib/core/store.ts'
import { approveRun, cancelRun, previewApproval, previewVerb, runVerb } from '../../../actions.ts'

// They come when the page is alive: nobody reads a dialog before.
const CancelDialog = dynamic(() => import('../../../../components/run/cancel-dialog.tsx').then((part) => part.CancelDialog), { ssr: false })
const VerbDialog = dynamic(() => import('../../../../components/verb/verb-dialog.tsx').then((part) => part.VerbDialog), { ssr: false })

interface Props {
  known: Known
  place: QueuePlace | null
  /** The verb's steps, id → name. */
  steps: Readonly<Record<string, string>>
  /** Why this viewer may not cancel it. */
  refusedCancel: string | null
  /** The verb that repeats such a run, and why this viewer may not use it. */
  repeat: { address: string; refused: string | null } | null
  /** What it asks for while it waits. */
  approval: Approval | null
  observedAt: string
}

/** One run, live. */
export function RunView(props: Props) {
  return (
    <LiveCache>
      <LiveRun {...props} />
    </LiveCache>
  )
}

function LiveRun({ known, place: firstPlace, steps, refusedCancel, repeat, approval, observedAt }: Props) {
  const { run } = known
  const { live, pages, connection, retry } = useLiveRun(known)
  const { view, tests } = live
  const place = usePlace(run.id, view.status === 'queued', firstPlace)
  const [isCancelling, setCancelling] = useState(false)
  const step = usePageParams().get('step')
  const lines = stepLines(steps, view)
  const stepCount = lines.length
  const over = isFinished(view.status)
  const failing = failingFirst(tests).filter(isRed)
  const badge = runBadge(view, place, lines.length)
  const isolation = view.output?.isolation
  const odoo = useMemo(() => odooOf(view.output), [view.output])
  // Python runs as processes of the worker's machine; where there was none, all that was started ran in containers.
  const isContained = view.output?.runner === 'odoo' && odoo !== null && odoo.image !== null
  const again = useVerb({
    preview: () => previewVerb(repeat?.address ?? '', repeatForm(run.id)),
    submit: (agreed) => runVerb(repeat?.address ?? '', repeatForm(run.id), agreed),
  })
  const agreeing = useChange({
    preview: () => previewApproval(run.id),
    change: (agreed) => approveRun(run.id, agreed),
    onDone: () => answer('Approved. It is in the queue.'),
  })
  const decides = view.status === 'waiting' && approval?.refusal === null
  const canCancel = !over && view.cancelRequestedBy === null
  const verbs: RunVerbs = {
    approve: decides ? { ask: agreeing.look } : null,
    cancel: canCancel ? { word: decides ? 'Refuse' : 'Cancel', refused: refusedCancel, ask: () => setCancelling(true) } : null,
    rerun: over && repeat ? { refused: repeat.refused, ask: again.look } : null,
  }
  const { approve, cancel, rerun } = verbs
  useKeys({ c: () => cancel?.refused === null && cancel.ask(), r: () => rerun?.refused === null && rerun.ask() })
  useEffect(() => {
    document.title = titleOf({ title: run.title, view }, stepCount)
  }, [view, run.title, stepCount])
  return (
    <article className={`flex flex-col gap-4 ${cancel ? 'max-desk:pb-16' : ''}`}>
      <RunHeader run={run} view={view} badge={badge} observedAt={observedAt} connection={connection} verbs={verbs} />
      <ConnectionNotice connection={connection} onRetry={retry} />
      {[again, agreeing].map(
        ({ problem, plan }, at) => problem && !plan && <ProblemNotice key={at === 0 ? 'again' : 'agreeing'} problem={problem} />,
      )}
      <RunNotices run={run} view={view} place={place} lines={lines} observedAt={observedAt} approval={approval} />
      <div className="grid gap-x-6 gap-y-4 desk:grid-cols-[216px_minmax(0,1fr)]">
        <div className="max-desk:hidden">
          <div className="sticky top-44">
            <StepRail lines={lines} observedAt={observedAt} chosen={step} />
          </div>
        </div>
        <div className="desk:hidden">
          <StepSelect lines={lines} view={view} chosen={step} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {failing.length > 0 || (over && view.cause && view.status !== 'succeeded') ? (
            <WhyPanel
              cause={view.cause}
              failing={failing}
              count={tests.length}
              stepTitle={view.cause ? (steps[view.cause.step] ?? null) : null}
              finding={view.cause?.step === 'check' ? firstErrorOf(odoo) : null}
            />
          ) : (
            view.status === 'succeeded' && <SummaryPanel view={view} />
          )}
          {typeof isolation === 'string' && (
            <p className="-mt-2 flex items-baseline gap-2 text-table text-muted">
              <Glyph name={isContained ? 'shield' : 'no_shield'} className="size-4 shrink-0 self-center" />
              {isolation}
            </p>
          )}
          <RunTabs runId={run.id} live={live} odoo={odoo} pages={pages} steps={steps} />
        </div>
      </div>
      {cancel && (
        <div className="fixed inset-x-0 bottom-14 z-10 flex flex-wrap gap-2 border-t border-border bg-surface p-2 desk:hidden">
          <VerbButton className="min-w-32 flex-1" onClick={cancel.ask} refused={cancel.refused}>
            <Ban aria-hidden className="size-4" />
            {cancel.word}
          </VerbButton>
          {approve && (
            <VerbButton kind="primary" className="min-w-32 flex-1" onClick={approve.ask}>
              <Check aria-hidden className="size-4" />
              Approve
            </VerbButton>
          )}
        </div>
      )}
      <CancelDialog
        open={isCancelling}
        view={view}
        lines={lines}
        isRefusal={decides}
        onClose={() => setCancelling(false)}
        cancel={(reason) => cancelRun(run.id, reason)}
      />
      <VerbDialog verb="Approve" state={agreeing} asksReason />
      <VerbDialog verb="Rerun" state={again} />
    </article>
  )
}

function repeatForm(id: string): FormData {
  const form = new FormData()
  form.set('run', id)
  return form
}

/** A queued run's place moves without any event of its own. */
function usePlace(id: string, isQueued: boolean, first: QueuePlace | null): QueuePlace | null {
  const { data } = useQuery({
    queryKey: ['place', id],
    queryFn: ({ signal }) => askServer<{ place: QueuePlace | null }>('control_room.run', { id }, signal),
    enabled: isQueued,
    refetchInterval: 2_000,
    initialData: { place: first },
  })
  return isQueued ? data.place : null
}
