import { Link } from '../../../components/environment/link.tsx'
import { buttonLook } from '../../../components/ui/button.tsx'
import { RunButton } from '../run-button.tsx'

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
export function OneRunButton({ address, verb, underWay, running, refused }: Props) {
  if (running)
    return (
      <Link href={`/runs/${running}`} className={buttonLook()}>
        {underWay}
      </Link>
    )
  return (
    <RunButton address={address} verb={verb} input={{}} refused={refused}>
      {verb}
    </RunButton>
  )
}
