'use client'
import { useState } from 'react'
import { Spoken } from '../status/spoken.tsx'
import { Button } from '../ui/button.tsx'
import { errorsSaid } from './errors-said.ts'

const storage = 'speak-errors'

interface Props {
  /** The lines where errors begin, so far. */
  errors: readonly number[]
  /** Undefined for a line whose text is not here. */
  textOf(number: number): string | undefined
}

/** The switch that has errors spoken as they come, for who does not see the log; this browser remembers it. Needs the browser. */
export function SpeakErrors({ errors, textOf }: Props) {
  /** How many errors there were when it was switched on; null while it is off. */
  const [after, setAfter] = useState(() => (localStorage.getItem(storage) === 'on' ? errors.length : null))
  const turn = () => {
    localStorage.setItem(storage, after === null ? 'on' : 'off')
    setAfter(after === null ? errors.length : null)
  }
  return (
    <>
      <Button aria-pressed={after !== null} onClick={turn} className="aria-pressed:bg-selected max-desk:hidden">
        Speak errors
      </Button>
      <Spoken text={after === null ? '' : errorsSaid(errors.slice(after), textOf)} />
    </>
  )
}
