'use client'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { answer as say } from '../../../components/ui/toast.ts'
import { useChange } from '../../../components/verb/use-change.ts'
import { VerbButton } from '../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../components/verb/verb-dialog.tsx'
import type { JsonObject } from '../../../lib/core/run.ts'
import { changeRoom, previewVerb } from '../../actions.ts'

interface Props {
  address: string
  input: Readonly<Record<string, string>>
  /** The button, here and in the dialog: the verb. */
  verb: string
  /** What the button is for somebody who does not see the row that it stands in. */
  label?: string
  kind?: 'plain' | 'quiet'
  /** The answer to who did it, where the page itself gives none. */
  answered?: string
  children?: ReactNode
  onDone?(answer: JsonObject): void
}

/** A change of the control room itself: the button, its sentence, and what it answered. */
export function ChangeButton({ address, input, verb, label, kind = 'plain', answered, children, onDone }: Props) {
  const router = useRouter()
  const state = useChange({
    preview: () => previewVerb(address, formOf(input)),
    change: (agreed) => changeRoom(address, formOf(input), agreed),
    onDone: (answer) => {
      onDone?.(answer)
      if (answered) say(answered)
      router.refresh()
    },
  })
  return (
    <>
      <VerbButton kind={kind} size="small" onClick={state.look} disabled={state.isPending} aria-label={label}>
        {children ?? verb}
      </VerbButton>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      <VerbDialog verb={verb} state={state} />
    </>
  )
}

/** An input as an action takes it. */
export function formOf(input: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) form.set(name, value)
  return form
}
