'use client'
import { useQuery } from '@tanstack/react-query'
import type { WitnessedRow } from '../../lib/core/store.ts'
import { askServer } from '../data/ask.ts'
import { testDurationText } from '../status/format.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

interface Props {
  runId: string
  /** How many calls the run has made: a new one reads the list again. */
  count: number
  steps: Readonly<Record<string, string>>
}

/** Every call that the run made to the world outside, as it was witnessed. */
export function CallTable({ runId, count, steps }: Props) {
  const calls = useQuery({
    queryKey: ['calls', runId, count],
    queryFn: ({ signal }) => askServer<{ rows: WitnessedRow[] }>('control_room.calls', { id: runId }, signal),
    placeholderData: (before) => before,
  })
  if (calls.isError)
    return (
      <ProblemNotice problem={{ message: 'The calls could not be read.', hint: calls.error.message }}>
        <Button size="small" onClick={() => calls.refetch()}>
          Try again
        </Button>
      </ProblemNotice>
    )
  if (!calls.data) return <SkeletonRows count={5} label="Reading the calls" />
  if (calls.data.rows.length === 0) return <Empty title="No call yet.">Whatever touches the world outside is listed here.</Empty>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section aria-label="Calls" tabIndex={0} className="overflow-x-auto rounded-card border border-border bg-surface">
      <table className="w-full text-left text-table">
        <thead className="text-meta text-muted">
          <tr className="border-b border-border">
            <th scope="col" className="px-3 py-2 font-medium">
              Outcome
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Operation
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Step
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {calls.data.rows.map((call) => (
            <CallRow key={call.seq} call={call} step={steps[call.step] ?? call.step} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CallRow({ call, step }: { call: WitnessedRow; step: string }) {
  const badge =
    call.outcome === 'ok'
      ? ({ glyph: 'check', word: 'ok', tone: 'ok' } as const)
      : ({ glyph: 'cross', word: call.outcome, tone: 'fail' } as const)
  return (
    <tr className="border-b border-border align-top last:border-0">
      <td className="dense-cell px-3">
        <StatusWord badge={badge} />
      </td>
      <td className="dense-cell min-w-56 px-3">
        <span className="font-mono font-medium">{call.operation}</span>
        <span className="block font-mono text-meta break-all text-muted">{call.arguments}</span>
        {call.message && <span className="block break-words text-muted">{call.message}</span>}
      </td>
      <td className="dense-cell px-3 text-muted">
        {step}
        {call.attempt > 1 && `, attempt ${call.attempt}`}
      </td>
      <td className="dense-cell px-3 text-right whitespace-nowrap text-muted">{testDurationText(call.durationMs)}</td>
    </tr>
  )
}
