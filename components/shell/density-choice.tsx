'use client'
import { useId } from 'react'
import type { Density } from './density.ts'
import { chooseDensity, useDensity } from './use-density.ts'

const titles: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' }
const densities: readonly Density[] = ['comfortable', 'compact']

/** How tall rows are, in this browser. `Shift D` does the same. */
export function DensityChoice({ known }: { known: Density }) {
  const name = useId()
  const density = useDensity(known)
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Density of rows</legend>
      {densities.map((each) => (
        <label key={each} className="flex h-8 items-center gap-2 rounded-chip px-1 hover:bg-sunken pointer-coarse:h-11">
          <input
            type="radio"
            name={name}
            checked={each === density}
            onChange={() => chooseDensity(each)}
            className="size-4 shrink-0 accent-accent pointer-coarse:size-6"
          />
          {titles[each]}
        </label>
      ))}
    </fieldset>
  )
}
