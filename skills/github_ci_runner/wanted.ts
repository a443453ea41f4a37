import type { GitWanted } from '../../lib/tools/git/port.ts'
import { oneLine } from './text.ts'

interface Asked {
  branch?: string | undefined
  pr?: number | undefined
  sha?: string | undefined
}

/** What of a repository is asked for; an empty text counts as not given, as `--branch ""` of a script may be. */
export function wantedOf({ branch, pr, sha }: Asked): GitWanted {
  return { ...(branch ? { branch } : {}), ...(pr === undefined ? {} : { pr }), ...(sha ? { sha } : {}) }
}

/** What a person calls it: `example main`, `acme/shop #12`, `example at d41d8cd`. */
export function called(repository: string, { branch, pr, sha }: GitWanted): string {
  const parts = repository.replace(/\/+$|\.git$/g, '').split('/')
  const name = repository.includes('://') ? parts.slice(3).join('/') : parts.at(-1)
  const what = branch ?? (pr === undefined ? '' : `#${pr}`)
  return oneLine(`${name || repository} ${sha ? `at ${sha.slice(0, 7)}` : what}`, 120)
}
