'use client'
import { groupedText } from '../status/format.ts'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { Button } from '../ui/button.tsx'

interface Props<Id extends string> {
  /** What it chooses, for who does not see it. */
  label: string
  ids: readonly Id[]
  badges: Readonly<Record<NoInfer<Id>, Badge>>
  count(id: NoInfer<Id>): number
  chosen: NoInfer<Id> | null
  onChoose(id: NoInfer<Id> | null): void
}

/** Rows of one state alone: a button for each state that there is, with its count. Pressed again, it shows all. */
export function BadgeChoice<Id extends string>({ label, ids, badges, count, chosen, onChoose }: Props<Id>) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{label}</legend>
      {ids.map((id) => {
        const rows = count(id)
        if (rows === 0) return null
        return (
          <Button
            key={id}
            size="small"
            kind="quiet"
            aria-pressed={chosen === id}
            onClick={() => onChoose(chosen === id ? null : id)}
            className="aria-pressed:bg-selected"
          >
            <StatusWord badge={badges[id]} />
            {groupedText(rows)}
          </Button>
        )
      })}
    </fieldset>
  )
}
