import type { RunView } from '../../lib/core/run.ts'
import type { RunRow } from '../../lib/core/store.ts'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'

const flaky: Badge = { glyph: 'exclamation', word: 'Flaky', tone: 'warn' }

/** Which attempt at the same work a run is, and how often another worker had to carry it on; null where there is nothing to say. */
export function attemptText({ repeats }: Pick<RunRow, 'repeats'>, { attempt }: Pick<RunView, 'attempt'>): string | null {
  const taken = attempt === 2 ? 'carried on once' : `carried on ${attempt - 1} times`
  const parts = [repeats && `attempt ${repeats.count + 1}`, attempt > 1 && taken]
  return parts.filter(Boolean).join(', ') || null
}

/** That the same commit both passed and failed. */
export function FlakyMark({ run: { repeats } }: { run: Pick<RunRow, 'repeats'> }) {
  if (!repeats?.isFlaky) return null
  return (
    <span title="The tests of this commit both passed and failed.">
      <StatusWord badge={flaky} />
    </span>
  )
}
