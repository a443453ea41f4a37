import { oneLine } from './text.ts'

/** What to test: a commit, of the branch or pull request that it belongs to, or the newest of one of them. Nothing means the default branch. */
export interface Wanted {
  branch?: string
  pr?: number
  sha?: string
}

interface Asked {
  branch?: string | undefined
  pr?: number | undefined
  sha?: string | undefined
}

/** What of a repository is asked for; an empty text counts as not given, as `--branch ""` of a script may be. */
export function wantedOf({ branch, pr, sha }: Asked): Wanted {
  return { ...(branch ? { branch } : {}), ...(pr === undefined ? {} : { pr }), ...(sha ? { sha } : {}) }
}

/** How git is asked for it: by the commit where that is known. */
export function gitWantedOf({ sha, ...other }: Wanted): Wanted {
  return sha === undefined ? other : { sha }
}

/** The ref that a commit was asked for with; empty where it was asked for alone. */
export function refOf({ branch, pr }: Wanted): string {
  if (branch !== undefined) return `refs/heads/${branch}`
  return pr === undefined ? '' : `refs/pull/${pr}/head`
}

/** What a person calls it: `example main`, `acme/shop #12`, `example at d41d8cd`. All runs of a branch are called the same. */
export function called(repository: string, { branch, pr, sha }: Wanted): string {
  const parts = repository.replace(/\/+$|\.git$/g, '').split('/')
  const name = repository.includes('://') ? parts.slice(3).join('/') : parts.at(-1)
  const what = branch ?? (pr === undefined ? '' : `#${pr}`)
  return oneLine(`${name || repository} ${what || (sha ? `at ${sha.slice(0, 7)}` : '')}`, 120)
}
