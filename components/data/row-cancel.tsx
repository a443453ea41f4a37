'use client'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { RunRow as Row } from '../../lib/core/store.ts'
import { CancelDialog } from '../run/cancel-dialog.tsx'
import { stepLines } from '../run/step-list.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { Outcome } from '../verb/outcome.ts'
import { askServer } from './ask.ts'

interface Props {
  run: Row
  cancel(id: string, reason: string): Promise<Outcome<null>>
}

/** What the server says of the run, asked when somebody wants to cancel it: who may is decided there. */
interface Answer {
  run: Row
  may: { cancel: boolean; reason: string | null }
}

/** Cancels a run from its row. */
export function RowCancel({ run, cancel }: Props) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    setAnswer(null)
    setProblem(null)
  }
  const look = () =>
    askServer<Answer>('control_room.run', { id: run.id }).then(
      (told) => (told.may.cancel ? setAnswer(told) : setProblem(told.may.reason ?? 'It ends already.')),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    )
  const ids = answer ? Object.keys(answer.run.view.steps) : []
  return (
    <>
      <button
        type="button"
        aria-label={`Cancel ${run.title}`}
        title="Cancel"
        onClick={look}
        className="relative z-10 inline-grid size-6 place-items-center rounded-chip text-muted hover:bg-neutral-tint hover:text-text pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
      {answer && (
        <CancelDialog
          open
          view={answer.run.view}
          lines={stepLines(Object.fromEntries(ids.map((id) => [id, id])), answer.run.view)}
          isRefusal={false}
          onClose={close}
          cancel={(reason) => cancel(run.id, reason)}
        />
      )}
      {problem !== null && (
        <Dialog open title="It cannot be cancelled" onClose={close}>
          <p>{problem}</p>
        </Dialog>
      )}
    </>
  )
}
