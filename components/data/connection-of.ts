import type { Connection } from '../status/connection-line.tsx'
import { AskFailed } from './ask.ts'

/** What is known of a read that is repeated. Times in ms. */
interface Read {
  error: Error | null
  errorUpdatedAt: number
  dataUpdatedAt: number
  failureCount: number
}

/** How what is shown stands to the server, where it is read again every so often. */
export function connectionOf({ error, errorUpdatedAt, dataUpdatedAt, failureCount }: Read, everyMs: number): Connection {
  if (error instanceof AskFailed && error.status === 401) return { kind: 'signed_out' }
  if (error) return { kind: 'lost', since: dataUpdatedAt + everyMs, knownAt: dataUpdatedAt, retryAt: errorUpdatedAt + everyMs }
  return failureCount > 0 ? { kind: 'connecting' } : { kind: 'live' }
}
