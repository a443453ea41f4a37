'use client'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { offlineReason, useOnline } from '../ui/online.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { isClimbed } from './ladder.ts'
import { LadderFields } from './ladder-fields.tsx'
import { LockNotice } from './lock-notice.tsx'
import type { ShownPlan } from './outcome.ts'
import type { Typed, VerbState } from './use-verb.ts'

interface Props {
  verb: string
  state: VerbState
  /** Asks for a reason whatever the effect, as who decides for somebody else gives one. */
  asksReason?: boolean
}

const nothingTyped: Typed = { word: '', reason: '' }

/** The step before every write: the sentence, the plan, what is to be typed for it, the same as a command, and a button that repeats the verb. */
export function VerbDialog({ verb, state, asksReason = false }: Props) {
  const { plan, problem } = state
  // What was typed belongs to the plan that was read.
  const [typing, setTyping] = useState({ digest: '', typed: nothingTyped })
  const typed = plan && typing.digest === plan.digest ? typing.typed : nothingTyped
  const isOnline = useOnline()
  const mayConfirm = plan !== null && isOnline && !state.isPending && isClimbed(plan, typed)
  const confirm = () => mayConfirm && state.confirm(typed)
  const close = () => {
    setTyping({ digest: '', typed: nothingTyped })
    state.close()
  }
  return (
    <Dialog open={plan !== null} title={plan?.title ?? verb} onClose={close} onSubmit={confirm}>
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.code === 'conflict' && (
            <Button size="small" onClick={state.look}>
              Look again
            </Button>
          )}
        </ProblemNotice>
      )}
      {plan && <PlanView plan={plan} />}
      {plan?.ahead && <LockNotice {...plan.ahead} />}
      {plan && (plan.effect === 'destroy' || asksReason) && (
        <LadderFields
          plan={plan}
          typed={typed}
          errors={problem?.fields ?? {}}
          onType={(more) => setTyping({ digest: plan.digest, typed: { ...typed, ...more } })}
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-border pt-4">
        {plan && (
          <span className="mr-auto">
            <CopyButton text={plan.command} label="Copy as command" />
          </span>
        )}
        <Button onClick={close}>{plan?.ahead ? 'Leave' : 'Close'}</Button>
        <Button
          kind={plan?.effect === 'destroy' ? 'danger' : 'primary'}
          disabled={!mayConfirm}
          title={isOnline ? 'Ctrl Enter' : offlineReason}
          onClick={confirm}
        >
          {plan?.ahead ? 'Queue anyway' : verb}
        </Button>
      </div>
    </Dialog>
  )
}

function PlanView({ plan }: { plan: ShownPlan }) {
  return (
    <>
      <p className="break-words">{plan.sentence ?? `${plan.title}.`}</p>
      {plan.steps.length > 0 && <Steps steps={plan.steps} />}
    </>
  )
}

function Steps({ steps }: Pick<ShownPlan, 'steps'>) {
  return (
    <div>
      <h3 className="text-meta font-medium text-muted">Steps</h3>
      <ol className="mt-1 list-decimal pl-5 text-table text-muted">
        {steps.map(({ id, title }) => (
          <li key={id} className="py-0.5">
            {title}
          </li>
        ))}
      </ol>
    </div>
  )
}
