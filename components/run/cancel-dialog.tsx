'use client'
import { useState, useTransition } from 'react'
import type { RunView } from '../../lib/core/run.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { Outcome, ShownProblem } from '../verb/outcome.ts'
import type { StepLine } from './step-list.ts'

interface Props {
  open: boolean
  view: RunView
  lines: readonly StepLine[]
  onClose(): void
  cancel(): Promise<Outcome<null>>
}

/** What a cancel costs, before it is asked for. */
export function CancelDialog({ open, view, lines, onClose, cancel }: Props) {
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
  const confirm = () =>
    begin(async () => {
      const outcome = await cancel()
      if ('problem' in outcome) setProblem(outcome.problem)
      else onClose()
    })
  return (
    <Dialog open={open} title="Cancel this run" onClose={onClose}>
      <p>{consequenceOf(view, lines)}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap justify-end gap-2 border-t border-border pt-4">
        <Button onClick={onClose}>Keep it running</Button>
        <Button kind="danger" disabled={isPending} onClick={confirm}>
          Cancel run
        </Button>
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
