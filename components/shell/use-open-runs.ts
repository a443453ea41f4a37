'use client'
import { useSyncExternalStore } from 'react'
import { nothingTold, OpenRunsStream, type Told } from './open-runs-stream.ts'
import type { LiveBadge } from './place.ts'
import { mostFailing } from './tab-state.ts'

const stream = new OpenRunsStream()

/** The runs that have not ended, live in every tab. */
export function useOpenRuns(): Told {
  return useSyncExternalStore(stream.subscribe, stream.told, () => nothingTold)
}

/** Tries at once to reach the server again. */
export const retryOpenRuns = stream.retry

/** What a badge of the navigation says: `3`, `50+`, and nothing when there is none or it is not known. */
export function useBadge(of: LiveBadge): string {
  const { now } = useOpenRuns()
  if (!now) return ''
  const count = of === 'open_runs' ? now.rows.length : (now.failingOf.github_ci_runner ?? 0)
  if (count === 0) return ''
  const hasMore = of === 'open_runs' ? now.hasMore : now.failing >= mostFailing
  return hasMore ? `${count}+` : String(count)
}
