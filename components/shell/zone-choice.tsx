'use client'
import { useHydrated } from '../status/clock.ts'
import { chooseZone, useZone } from '../status/zone.ts'
import { RadioChoice } from '../ui/radio-choice.tsx'

/** The zone of all times, in this browser. */
export function ZoneChoice() {
  const isKnown = useHydrated()
  const zone = useZone()
  const own = isKnown ? `This machine’s own, ${Intl.DateTimeFormat().resolvedOptions().timeZone}` : 'This machine’s own'
  const chosen = zone === 'UTC' ? 'utc' : 'local'
  return <RadioChoice label="Time zone" titles={{ local: own, utc: 'UTC' }} chosen={isKnown ? chosen : null} onChoose={chooseZone} />
}
