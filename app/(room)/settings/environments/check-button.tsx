'use client'
import { Link } from '../../../../components/environment/link.tsx'
import { Button, buttonLook } from '../../../../components/ui/button.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { useVerb } from '../../../../components/verb/use-verb.ts'
import { VerbDialog } from '../../../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../../../actions.ts'

const address = 'control_room.check_tools'

/** Asks every tool anew, as a run; while one is under way it leads there. */
export function CheckButton({ running }: { running: string | null }) {
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
      <Button onClick={verb.look} disabled={verb.isPending}>
        Test
      </Button>
      {verb.problem && !verb.plan && <ProblemNotice problem={verb.problem} />}
      <VerbDialog verb="Test" state={verb} />
    </>
  )
}
