'use client'
import { RadioGroup } from 'radix-ui'

interface Props<Id extends string> {
  /** What is chosen, for who does not see what stands beside it. */
  label: string
  titles: Readonly<Record<Id, string>>
  /** Null while it is not known. */
  chosen: Id | null
  onChoose(id: Id): void
}

/** One of a few, all of them seen. */
export function RadioChoice<Id extends string>({ label, titles, chosen, onChoose }: Props<Id>) {
  return (
    <RadioGroup.Root value={chosen ?? ''} onValueChange={(id: Id) => onChoose(id)} aria-label={label} className="-mx-1 flex flex-col">
      {idsOf(titles).map((id) => (
        <RadioGroup.Item
          key={id}
          value={id}
          className="flex h-8 items-center gap-2 rounded-chip px-1 text-left -outline-offset-2 hover:bg-sunken pointer-coarse:h-11"
        >
          <span aria-hidden className="grid size-4 shrink-0 place-items-center rounded-full border border-edge bg-surface">
            <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
          </span>
          {titles[id]}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

/** The keys of what is written as one object, which are all that its type says. */
function idsOf<Id extends string>(titles: Readonly<Record<Id, string>>): Id[] {
  return Object.keys(titles) as Id[]
}
