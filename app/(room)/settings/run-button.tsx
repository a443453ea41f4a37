'use client'
import { Link } from '../../../components/environment/link.tsx'
import { buttonLook } from '../../../components/ui/button.tsx'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { useVerb } from '../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../../actions.ts'

interface Props {
  /** Of a verb that needs no input. */
  address: string
  /** What is pressed, and agreed to. */
  verb: string
  /** What is said of the run that is under way: `A check runs`. */
  underWay: string
  running: string | null
  /** Why this person may not; null where they may. */
  refused: string | null
}

/** Begins a run that is about everything; while one is under way it leads there. */
export function RunButton({ address, verb, underWay, running, refused }: Props) {
  const state = useVerb({
    preview: () => previewVerb(address, new FormData()),
    submit: (agreed) => runVerb(address, new FormData(), agreed),
  })
  if (running)
    return (
      <Link href={`/runs/${running}`} className={buttonLook()}>
        {underWay}
      </Link>
    )
  return (
    <>
      <VerbButton onClick={state.look} disabled={state.isPending} refused={refused}>
        {verb}
      </VerbButton>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      <VerbDialog verb={verb} state={state} />
    </>
  )
}
