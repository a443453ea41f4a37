import type { Connection } from '../status/connection-line.tsx'
import { AskFailed } from './ask.ts'

/** What is known of a read that is repeated. Times in ms. */
export interface Read {
  error: Error | null
  errorUpdatedAt: number
  dataUpdatedAt: number
  failureCount: number
}

/** As many readings may be missing before what is shown is called old. */
const mostMissing = 3

/** How what is shown stands to the server at `now`, where it is read again every so often. */
export function connectionOf({ error, errorUpdatedAt, dataUpdatedAt, failureCount }: Read, everyMs: number, now: number): Connection {
  if (error instanceof AskFailed && error.status === 401) return { kind: 'signed_out' }
  if (error) return { kind: 'lost', since: dataUpdatedAt + everyMs, knownAt: dataUpdatedAt, retryAt: errorUpdatedAt + everyMs }
  if (now - dataUpdatedAt > mostMissing * everyMs) return { kind: 'lagging', ageMs: now - dataUpdatedAt }
  return failureCount > 0 ? { kind: 'connecting' } : { kind: 'live' }
}
