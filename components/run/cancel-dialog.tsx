'use client'
import { useState, useTransition } from 'react'
import type { RunView } from '../../lib/core/run.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { mostReason } from '../verb/ladder.ts'
import type { Outcome, ShownProblem } from '../verb/outcome.ts'
import { noAnswer } from '../verb/use-verb.ts'
import { VerbButton } from '../verb/verb-button.tsx'
import type { StepLine } from './step-list.ts'

interface Props {
  open: boolean
  view: RunView
  lines: readonly StepLine[]
  /** It waits for somebody, who says no. */
  isRefusal: boolean
  onClose(): void
  cancel(reason: string): Promise<Outcome<null>>
}

/** What a cancel costs, before it is asked for. */
export function CancelDialog({ open, view, lines, isRefusal, onClose, cancel }: Props) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
  const close = () => {
    setReason('')
    setProblem(null)
    onClose()
  }
  const confirm = () =>
    begin(async () => {
      const outcome = await cancel(reason).catch(noAnswer)
      if ('problem' in outcome) setProblem(outcome.problem)
      else close()
    })
  return (
    <Dialog open={open} title={isRefusal ? 'Refuse this run' : 'Cancel this run'} onClose={close}>
      <p>{isRefusal ? 'Refuse this run. Nothing has been changed, and nothing will be.' : consequenceOf(view, lines)}</p>
      {isRefusal && (
        <Field
          label="Reason (optional)"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          maxLength={mostReason}
          help="Who asked for it reads it here, and the audit keeps it."
          error={problem?.fields?.reason}
          autoComplete="off"
        />
      )}
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap justify-end gap-2 border-t border-border pt-4">
        <Button onClick={close}>{isRefusal ? 'Let it wait' : 'Keep it running'}</Button>
        <VerbButton kind="danger" disabled={isPending} onClick={confirm}>
          {isRefusal ? 'Refuse run' : 'Cancel run'}
        </VerbButton>
      </div>
    </Dialog>
  )
}

function consequenceOf(view: RunView, lines: readonly StepLine[]): string {
  const undone = lines.filter(({ step }) => step?.undoable).map(({ title }) => `“${title}”`)
  if (Object.keys(view.steps).length === 0) return 'Cancel this run. Nothing has been changed yet.'
  if (undone.length === 0) return 'Cancel this run. What it started is stopped; it has changed nothing that has to be undone.'
  return `Cancel this run. What it started is stopped, then this is undone: ${undone.join(', ')}.`
}
