'use client'
import { useRef, useState, useTransition } from 'react'
import { ProblemNotice } from '../../../../../components/ui/problem-notice.tsx'
import { AnswerView } from '../../../../../components/verb/answer-view.tsx'
import { InputFields } from '../../../../../components/verb/input-fields.tsx'
import type { ShownProblem } from '../../../../../components/verb/outcome.ts'
import { useChange } from '../../../../../components/verb/use-change.ts'
import { nothingBegun, useVerb } from '../../../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../../../components/verb/verb-dialog.tsx'
import type { Field } from '../../../../../lib/core/field.ts'
import type { JsonObject } from '../../../../../lib/core/run.ts'
import { askVerb, changeRoom, previewVerb, runVerb } from '../../../../actions.ts'

export type VerbKind = 'read' | 'change' | 'run'

interface Props {
  address: string
  /** Its title: what the button says. */
  verb: string
  kind: VerbKind
  fields: readonly Field[]
  example: Readonly<Record<string, string>>
  isRefused: boolean
}

/** The form of a verb, from its inputs: what reads is answered here, what changes something is confirmed first. */
export function VerbForm({ address, verb, kind, fields, example, isRefused }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const given = () => new FormData(form.current ?? undefined)
  const [answer, setAnswer] = useState<JsonObject | null>(null)
  const preview = () => previewVerb(address, given())
  const run = useVerb({ preview, submit: (agreed) => runVerb(address, given(), agreed) })
  const change = useChange({ preview, change: (agreed) => changeRoom(address, given(), agreed), onDone: setAnswer })
  const question = useQuestion(() => askVerb(address, given()), setAnswer)
  const state = kind === 'run' ? run : change
  const problem = kind === 'read' ? question.problem : state.problem
  const isPending = kind === 'read' ? question.isPending : state.isPending
  return (
    <section aria-label="Form" className="flex flex-col gap-4">
      <form
        ref={form}
        className="flex max-w-2xl flex-col gap-3 rounded-card border border-border bg-surface p-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (kind === 'read') question.ask()
          else state.look()
        }}
      >
        {fields.length === 0 && <p className="text-muted">It takes no inputs.</p>}
        <InputFields fields={fields} example={example} errors={problem?.fields ?? {}} />
        <VerbButton type="submit" kind="primary" disabled={isPending || isRefused} className="self-start">
          {kind === 'read' ? 'Ask' : verb}
        </VerbButton>
      </form>
      {problem && (kind === 'read' || !state.plan) && <ProblemNotice problem={problem} />}
      {answer && <AnswerView answer={answer} />}
      {kind !== 'read' && <VerbDialog verb={verb} state={state} />}
    </section>
  )
}

function useQuestion(work: () => ReturnType<typeof askVerb>, onAnswer: (answer: JsonObject | null) => void) {
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
  const ask = () =>
    begin(async () => {
      const asked = await work().catch(nothingBegun)
      setProblem('problem' in asked ? asked.problem : null)
      onAnswer('done' in asked ? asked.done : null)
    })
  return { problem, isPending, ask }
}
