import type { CallOptions } from '../tools.ts'

/** A pull request that is wanted: `head` and `base` are branches of the same repository. */
export interface PullRequestWanted {
  /** As git is given it: a URL, `user@host:path` or an absolute path. */
  repository: string
  base: string
  head: string
  title: string
  body: string
  labels?: readonly string[] | undefined
}

export interface PullRequest {
  number: number
  /** Its page; null where it has none, as those have that are kept here. */
  url: string | null
  state: 'open' | 'closed' | 'merged'
  base: string
  head: string
  /** The commit that its branch was last seen at. */
  sha: string
  title: string
  body: string
  labels: string[]
}

/**
 * Pull requests, and what else is asked of the place that keeps a repository.
 * Errors: `invalid` (a branch that is not there, head and base the same, a title or text that is none), `conflict` (head has no commits
 * that base does not have), `not_found` (no such pull request), `refused` and `unavailable` as git has them.
 */
export interface GithubTool {
  /** Asks to bring `head` into `base`. Where one of the two is open it is answered, as it is, and no second one is made. */
  openPullRequest(wanted: PullRequestWanted, options?: CallOptions): Promise<Pick<PullRequest, 'number' | 'url'> & { isNew: boolean }>
  /** As it stands now: one whose commits are in its base is merged, one whose branch is gone is closed. */
  pullRequest(repository: string, number: number, options?: CallOptions): Promise<PullRequest>
  /** Closes one without merging it; nothing happens to one that is closed or merged. */
  closePullRequest(repository: string, number: number, options?: CallOptions): Promise<void>
  /** Those that are open and whose branches begin so, oldest first. */
  openPullRequests(repository: string, headPrefix: string, options?: CallOptions): Promise<PullRequest[]>
}
