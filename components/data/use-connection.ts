'use client'
import { useState } from 'react'
import { useNow } from '../status/clock.ts'
import type { Connection } from '../status/connection-line.tsx'
import { connectionOf, type Read } from './connection-of.ts'

/** The same as `connectionOf`, moving with the time. `observedAt` is when the server looked (ISO 8601), for the first paint. */
export function useConnection(
  { error, errorUpdatedAt, dataUpdatedAt, failureCount }: Read,
  everyMs: number,
  observedAt: string,
): Connection {
  // The server's clock may be another: what it told with the page is counted from when the page was there.
  const [began] = useState(Date.now)
  const now = useNow(observedAt, 1_000)
  return connectionOf({ error, errorUpdatedAt, failureCount, dataUpdatedAt: Math.max(dataUpdatedAt, began) }, everyMs, now)
}
