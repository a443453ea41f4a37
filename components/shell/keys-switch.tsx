'use client'
import { useState, useSyncExternalStore } from 'react'
import { areKeysOn, switchKeys } from '../ui/keys.ts'

const never = () => () => {}

/** Single keys, on or off in this browser. */
export function KeysSwitch() {
  const kept = useSyncExternalStore(never, areKeysOn, () => true)
  const [chosen, setChosen] = useState<boolean | null>(null)
  return (
    <label className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={chosen ?? kept}
        onChange={({ target }) => {
          switchKeys(target.checked)
          setChosen(target.checked)
        }}
        className="size-4 shrink-0 accent-accent pointer-coarse:size-6"
      />
      Single keys such as j, k and g c do something; Ctrl K always does
    </label>
  )
}
