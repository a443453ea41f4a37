import type { RunRow } from '../../lib/core/store.ts'
import { runBadge } from '../status/status.ts'

/** `Failed: CI of example main`: what the browser's tab says. */
export function titleOf({ title, view }: Pick<RunRow, 'title' | 'view'>): string {
  return `${runBadge(view).word}: ${title}`
}
