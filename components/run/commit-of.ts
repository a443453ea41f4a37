import type { JsonObject } from '../../lib/core/run.ts'

/** The commit that a run tested or moved, when its output names one. */
export function commitOf(output: JsonObject | null): { sha: string; subject: string } | null {
  const commit = output?.commit
  if (typeof commit !== 'object' || commit === null || Array.isArray(commit) || typeof commit.sha !== 'string') return null
  return { sha: commit.sha, subject: typeof commit.subject === 'string' ? commit.subject : '' }
}
