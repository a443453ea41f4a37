'use client'
import type { RunView } from '../../lib/core/run.ts'
import { useKept } from '../environment/scope.tsx'
import { StatusWord } from '../status/status-pill.tsx'
import { visit } from '../ui/address.ts'
import { type StepLine, stepInFocus } from './step-list.ts'

interface Props {
  lines: readonly StepLine[]
  view: RunView
  chosen: string | null
}

/** The rail on a phone: `Step 5 of 6: Test` beside its state, which no long name hides, and the others to choose from. */
export function StepSelect({ lines, view, chosen }: Props) {
  const kept = useKept()
  const focus = Math.max(0, stepInFocus(lines, view))
  const shown = lines.find(({ id }) => id === chosen) ?? lines[focus]
  return (
    <div className="flex items-center gap-3">
      {shown && <StatusWord badge={shown.badge} className="shrink-0 text-table font-medium" />}
      <select
        aria-label="Step"
        value={chosen ?? ''}
        onChange={({ target }) => visit(kept(target.value ? `?tab=log&step=${target.value}` : '?tab=log'))}
        className="h-11 w-full min-w-0 rounded-chip border border-edge bg-surface pr-7 pl-2 text-ellipsis"
      >
        <option value="">
          Step {focus + 1} of {lines.length}: {lines[focus]?.title}
        </option>
        {lines.map((line, index) => (
          <option key={line.id} value={line.id}>
            {index + 1}. {line.title}: {line.badge.word.toLowerCase()}
          </option>
        ))}
      </select>
    </div>
  )
}
