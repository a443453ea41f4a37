'use client'
import { useId } from 'react'

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
  const name = useId()
  return (
    <fieldset className="-mx-1 flex flex-col">
      <legend className="sr-only">{label}</legend>
      {idsOf(titles).map((id) => (
        <label key={id} className="flex h-8 items-center gap-2 rounded-chip px-1 hover:bg-sunken pointer-coarse:h-11">
          <input
            type="radio"
            name={name}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            className="size-4 shrink-0 accent-accent pointer-coarse:size-6"
          />
          {titles[id]}
        </label>
      ))}
    </fieldset>
  )
}

/** The keys of what is written as one object, which are all that its type says. */
function idsOf<Id extends string>(titles: Readonly<Record<Id, string>>): Id[] {
  return Object.keys(titles) as Id[]
}
