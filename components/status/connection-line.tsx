'use client'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useNow } from './clock.ts'
import { ageText, clockText } from './format.ts'
import { Glyph } from './glyph.tsx'
import { useZone } from './zone.ts'

/** How a page that changes by itself stands to the server. Times in ms. */
export type Connection =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'over' }
  | { kind: 'lagging'; ageMs: number }
  | { kind: 'lost'; since: number; knownAt: number; retryAt: number }
  | { kind: 'signed_out' }

interface Props {
  connection: Connection
  /** When what is shown was known to be true (ISO 8601). */
  observedAt: string
}

/** `as of 03:12:44 · live`, at the end of a page's title line. */
export function ConnectionLine({ connection, observedAt }: Props) {
  const zone = useZone()
  if (connection.kind === 'live') {
    return (
      <span className="inline-flex items-center gap-1.5 text-meta text-muted">
        <span aria-hidden className="size-2 rounded-full bg-ok-solid" />
        live
      </span>
    )
  }
  if (connection.kind === 'lagging') {
    return (
      <span className="inline-flex items-center gap-1.5 text-meta whitespace-nowrap text-warn">
        <Glyph name="clock" className="size-3.5" />
        as of {clockText(observedAt, zone).slice(0, 5)}, {ageText(connection.ageMs)}
      </span>
    )
  }
  return (
    <span className="text-meta whitespace-nowrap text-muted">
      as of {clockText(observedAt, zone)}
      {zone && ` ${zone}`}
    </span>
  )
}

/** What is said while live updates are lost. That a session has ended is said once, by the frame, for all that a page reads. */
export function ConnectionNotice({ connection, onRetry }: { connection: Connection; onRetry(): void }) {
  return connection.kind === 'lost' ? <Lost {...connection} onRetry={onRetry} /> : null
}

function Lost({ since, knownAt, retryAt, onRetry }: { since: number; knownAt: number; retryAt: number; onRetry(): void }) {
  const now = useNow(new Date(since).toISOString(), 1_000)
  const ago = Math.max(0, Math.floor((now - since) / 1_000))
  const next = Math.max(0, Math.ceil((retryAt - now) / 1_000))
  return (
    <Notice tone="warn" glyph="unplug" className="border border-l-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p>
          Live updates lost {ago} s ago. Showing what was known at {clockText(new Date(knownAt).toISOString())}. Trying again in {next} s.
        </p>
        <Button size="small" onClick={onRetry}>
          Try now
        </Button>
      </div>
    </Notice>
  )
}
