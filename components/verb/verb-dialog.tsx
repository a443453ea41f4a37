'use client'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { ShownPlan } from './outcome.ts'
import type { VerbState } from './use-verb.ts'

interface Props {
  verb: string
  state: VerbState
  /** What a person agrees to, where the verb itself has no sentence for it. */
  sentence: string
}

/** The step before every write: the sentence, the plan, the same as a command, and a button that repeats the verb. */
export function VerbDialog({ verb, state, sentence }: Props) {
  const { plan, problem } = state
  return (
    <Dialog open={plan !== null} title={plan?.title ?? verb} onClose={state.close}>
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.code === 'conflict' && (
            <Button size="small" onClick={state.look}>
              Look again
            </Button>
          )}
        </ProblemNotice>
      )}
      {plan && <PlanView plan={plan} sentence={plan.sentence ?? sentence} />}
      <div className="flex flex-wrap items-center justify-end gap-2 border-t border-border pt-4">
        {plan && (
          <span className="mr-auto">
            <CopyButton text={plan.command} label="Copy as command" />
          </span>
        )}
        <Button onClick={state.close}>Close</Button>
        <Button kind={plan?.effect === 'destroy' ? 'danger' : 'primary'} disabled={state.isPending} onClick={state.confirm}>
          {verb}
        </Button>
      </div>
    </Dialog>
  )
}

function PlanView({ plan, sentence }: { plan: ShownPlan; sentence: string }) {
  return (
    <>
      <p className="break-words">{sentence}</p>
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
