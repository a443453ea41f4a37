'use client'
import { useEffect, useRef, useState } from 'react'

/** What changes by itself is spoken no more often than this. */
const everyMs = 10_000

/** Says politely what the page shows elsewhere, for who does not see it: what came in between is left out, what came last is not. */
export function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState(text)
  const saidAt = useRef(0)
  useEffect(() => {
    if (text === said) return
    const timer = setTimeout(
      () => {
        saidAt.current = Date.now()
        setSaid(text)
      },
      Math.max(0, saidAt.current + everyMs - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [text, said])
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  )
}
