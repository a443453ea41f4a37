'use client'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../../components/ui/problem-notice.tsx'
import { useVerb } from '../../components/verb/use-verb.ts'
import { VerbButton } from '../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../actions.ts'

interface Props {
  address: string
  /** What its dialog's button says. */
  verb: string
  input: Readonly<Record<string, string | readonly string[]>>
  /** Why this person may not; null where they may. */
  refused: string | null
  kind?: 'primary'
  children: ReactNode
}

/** A button that makes a run with inputs that the page knows, after its plan was agreed to. */
export function RunButton({ address, verb, input, refused, kind, children }: Props) {
  const given = () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(input)) for (const one of [value].flat()) form.append(name, one)
    return form
  }
  const state = useVerb({ preview: () => previewVerb(address, given()), submit: (agreed) => runVerb(address, given(), agreed) })
  return (
    <div className="flex flex-col items-start gap-2">
      <VerbButton {...(kind ? { kind } : {})} onClick={state.look} disabled={state.isPending} refused={refused}>
        {children}
      </VerbButton>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      <VerbDialog verb={verb} state={state} />
    </div>
  )
}
