'use client'
import { Link } from '../../../../components/environment/link.tsx'
import { buttonLook } from '../../../../components/ui/button.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { useVerb } from '../../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../../../actions.ts'

const address = 'control_room.check_tools'

interface Props {
  /** The check that is under way. */
  running: string | null
  /** Why this person may not; null where they may. */
  refused: string | null
}

/** Asks every tool anew, as a run; while one is under way it leads there. */
export function CheckButton({ running, refused }: Props) {
  const verb = useVerb({
    preview: () => previewVerb(address, new FormData()),
    submit: (agreed) => runVerb(address, new FormData(), agreed),
  })
  if (running)
    return (
      <Link href={`/runs/${running}`} className={buttonLook()}>
        A check runs
      </Link>
    )
  return (
    <>
      <VerbButton onClick={verb.look} disabled={verb.isPending} refused={refused}>
        Test
      </VerbButton>
      {verb.problem && !verb.plan && <ProblemNotice problem={verb.problem} />}
      <VerbDialog verb="Test" state={verb} />
    </>
  )
}
