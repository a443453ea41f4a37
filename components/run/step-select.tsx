'use client'
import type { RunView } from '../../lib/core/run.ts'
import { useKept } from '../environment/scope.tsx'
import { visit } from '../ui/address.ts'
import { type StepLine, stepInFocus } from './step-list.ts'

interface Props {
  lines: readonly StepLine[]
  view: RunView
  chosen: string | null
}

/** The rail on a phone: `Step 5 of 6: Test`, and the others to choose from. */
export function StepSelect({ lines, view, chosen }: Props) {
  const kept = useKept()
  const focus = Math.max(0, stepInFocus(lines, view))
  return (
    <label className="flex flex-col gap-1 text-table font-medium">
      <span className="sr-only">Step</span>
      <select
        value={chosen ?? ''}
        onChange={({ target }) => visit(kept(target.value ? `?tab=log&step=${target.value}` : '?tab=log'))}
        className="h-11 w-full rounded-chip border border-edge bg-surface px-2 font-normal"
      >
        <option value="">
          Step {focus + 1} of {lines.length}: {lines[focus]?.title}, {lines[focus]?.badge.word.toLowerCase()}
        </option>
        {lines.map((line, index) => (
          <option key={line.id} value={line.id}>
            {index + 1}. {line.title}: {line.badge.word.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  )
}
