'use client'
import { useNow } from './clock.ts'
import { absoluteText, durationText, elapsedText, relativeText } from './format.ts'
import { useZone } from './zone.ts'

interface AtProps {
  at: string
  /** When the server looked (ISO 8601): what the first paint counts from. */
  observedAt: string
}

/** `3 min ago`, with the absolute time and its zone as title. */
export function RelativeTime({ at, observedAt }: AtProps) {
  const now = useNow(observedAt, 1_000)
  const zone = useZone()
  return (
    <time dateTime={at} title={absoluteText(at, zone)} className="whitespace-nowrap">
      {relativeText(at, now)}
    </time>
  )
}

/** `2026-11-22 03:12:44 CET`, in UTC until the browser's zone is known. */
export function AbsoluteTime({ at }: { at: string }) {
  const zone = useZone()
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {absoluteText(at, zone)}
    </time>
  )
}

interface ElapsedProps {
  from: string
  to: string | null
  observedAt: string
}

/** How long something took, or has taken so far. */
export function Elapsed({ from, to, observedAt }: ElapsedProps) {
  const now = useNow(observedAt, 1_000)
  const ms = (to ? Date.parse(to) : now) - Date.parse(from)
  return <span className="whitespace-nowrap">{to ? durationText(ms) : elapsedText(ms)}</span>
}
