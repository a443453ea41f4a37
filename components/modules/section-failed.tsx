'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

interface Props {
  /** What was read, as the sentence begins: `Modules`. */
  what: string
  problem: { message: string; hint: string }
}

/** `Modules could not be read: …`, with what to do, and the number under which the log has the cause. The rest of the page lives on. */
export function SectionFailed({ what, problem: { message, hint } }: Props) {
  const router = useRouter()
  const [isReading, begin] = useTransition()
  const request = /request (\w+)/.exec(message)?.[0]
  return (
    <ProblemNotice problem={{ message: `${what} could not be read: ${message}`, hint }} role="status">
      <Button size="small" disabled={isReading} onClick={() => begin(() => router.refresh())}>
        {isReading ? 'Reading' : 'Try again'}
      </Button>
      {request && <CopyButton size="small" text={request} label={request} />}
    </ProblemNotice>
  )
}
