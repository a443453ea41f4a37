'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import { askServer } from '../data/ask.ts'
import { useConnection } from '../data/use-connection.ts'
import { ConnectionLine, ConnectionNotice } from '../status/connection-line.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { Outcome } from '../verb/outcome.ts'

const everyMs = 5_000
const never = new Date(0).toISOString()

export interface SectionProps<Answer> {
  /** What the verb answered, or why it did not, when the page was made. */
  first: Outcome<Answer>
  input: JsonObject
}

interface Props<Answer> extends SectionProps<Answer> {
  title(answer: Answer | null): string
  /** What is read, as the sentence of a failure begins: `Runs`. */
  what: string
  address: string
  /** The one section of a page that says when live updates are lost. */
  isSpeaker?: boolean
  children(answer: Answer, isLive: boolean): ReactNode
}

/** A part of a page that reads by itself: it is kept current, and when it cannot be read the rest of the page lives on. */
export function LiveSection<Answer extends { observedAt: string }>(props: Props<Answer>) {
  const { title, what, address, input, first, isSpeaker = false, children } = props
  const known = 'done' in first ? first.done : undefined
  const query = useQuery<Answer>({
    queryKey: [address, input],
    queryFn: ({ signal }) => askServer<Answer>(address, input, signal),
    ...(known ? { initialData: known, initialDataUpdatedAt: Date.parse(known.observedAt) } : {}),
    refetchInterval: everyMs,
    refetchOnWindowFocus: 'always',
  })
  const answer = query.data ?? null
  const connection = useConnection(query, everyMs, known?.observedAt ?? never)
  const retry = () => void query.refetch()
  return (
    <Card title={title(answer)} action={answer && <ConnectionLine connection={connection} observedAt={answer.observedAt} />}>
      {answer && isSpeaker && <ConnectionNotice connection={connection} onRetry={retry} />}
      {answer ? (
        <div data-lagging={connection.kind === 'lagging' || undefined} className="contents">
          {children(answer, connection.kind === 'live')}
        </div>
      ) : (
        <Failed what={what} problem={problemIn(query.error, first)} onRetry={retry} />
      )}
    </Card>
  )
}

function problemIn(error: (Error & { hint?: string }) | null, first: Outcome<unknown>): { message: string; hint: string } {
  if (error) return { message: error.message, hint: error.hint ?? '' }
  return 'problem' in first ? first.problem : { message: 'It has not been read yet.', hint: '' }
}

/** `Runs could not be read: …`, with what to do, and the number under which the log has the cause. */
function Failed({ what, problem, onRetry }: { what: string; problem: { message: string; hint: string }; onRetry(): void }) {
  const request = /request (\w+)/.exec(problem.message)?.[0]
  return (
    <ProblemNotice problem={{ message: `${what} could not be read: ${problem.message}`, hint: problem.hint }}>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
      {request && <CopyButton text={request} label={request} />}
    </ProblemNotice>
  )
}
