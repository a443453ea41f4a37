'use client'
import { useSyncExternalStore } from 'react'
import { nothingTold, OpenRunsStream, type Told } from './open-runs-stream.ts'

const stream = new OpenRunsStream()

/** The runs that have not ended, live in every tab. */
export function useOpenRuns(): Told {
  return useSyncExternalStore(stream.subscribe, stream.told, () => nothingTold)
}

/** Tries at once to reach the server again. */
export const retryOpenRuns = stream.retry

/** `3`, `50+`, and nothing when there is none or it is not known. */
export function useOpenCount(): string {
  const { now } = useOpenRuns()
  if (!now || now.rows.length === 0) return ''
  return now.hasMore ? `${now.rows.length}+` : String(now.rows.length)
}
