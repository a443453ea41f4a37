'use client'
import { RadioChoice } from '../ui/radio-choice.tsx'
import type { Density } from './density.ts'
import { chooseDensity, useDensity } from './use-density.ts'

const titles: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' }

/** How tall rows are, in this browser. `Shift D` does the same. */
export function DensityChoice({ known }: { known: Density }) {
  return <RadioChoice label="Density of rows" titles={titles} chosen={useDensity(known)} onChoose={chooseDensity} />
}
