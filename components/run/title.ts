import { siteName } from '../../config/site.ts'
import type { RunRow } from '../../lib/core/store.ts'
import { runBadge } from '../status/status.ts'

/** What the browser's tab says: `> 64% CI of example main - Control room` while it runs, `Failed: CI of example main` else. */
export function titleOf({ title, view }: Pick<RunRow, 'title' | 'view'>, stepCount: number): string {
  if (view.status !== 'running' || stepCount === 0) return `${runBadge(view).word}: ${title}`
  const done = Object.values(view.steps).filter(({ endedAt }) => endedAt !== null).length
  return `> ${Math.floor((100 * Math.min(done, stepCount)) / stepCount)}% ${title} - ${siteName}`
}
