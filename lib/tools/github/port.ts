import type { CallOptions } from '../tools.ts'
import type { GithubConnections } from './connections-port.ts'
import type { GithubReports } from './reports-port.ts'
import type { GithubRunners } from './runners-port.ts'

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
  /** Where `head` lies, `owner/name` at GitHub; null when that repository is gone. */
  headRepository: string | null
  /** True when `head` lies in another repository, also when that is gone: its code is not to be trusted as the repository's own. */
  isFork: boolean
  /** Who opened it; null when it is not known, or the account is gone. */
  author: string | null
  isDraft: boolean
  /** Null as long as nobody has computed it: GitHub does so after it was first asked. */
  isMergeable: boolean | null
}

/** A branch, as the place that keeps the repository has it. */
interface Branch {
  name: string
  sha: string
  isProtected: boolean
}

/**
 * Pull requests, and what else is asked of the place that keeps a repository: GitHub, an Enterprise server, or files on this machine where it
 * lies elsewhere or nobody has set GitHub up.
 * Errors: `invalid` (a branch or commit that is not there, head and base the same, a title or text that is none), `conflict` (head has no
 * commits that base does not have), `not_found` (no such pull request, or a repository that the sign-in may not see), `refused` (not
 * allow-listed, or a permission is missing, which the sentence names), `unavailable` (GitHub does not answer), `too_many` (its limit is
 * reached, with the time until when), `timeout` and `cancelled` as the call wanted it.
 */
export interface GithubTool extends GithubReports, GithubConnections, GithubRunners {
  /** Asks to bring `head` into `base`. Where one of the two is open it is answered, as it is, and no second one is made. */
  openPullRequest(wanted: PullRequestWanted, options?: CallOptions): Promise<Pick<PullRequest, 'number' | 'url'> & { isNew: boolean }>
  /** As it stands now. One that is kept here is merged when its commits are in its base, and closed when its branch is gone. */
  pullRequest(repository: string, number: number, options?: CallOptions): Promise<PullRequest>
  /** Closes one without merging it; nothing happens to one that is closed or merged. */
  closePullRequest(repository: string, number: number, options?: CallOptions): Promise<void>
  /** Those that are open and whose branches begin so, oldest first. */
  openPullRequests(repository: string, headPrefix: string, options?: CallOptions): Promise<PullRequest[]>
  /** All of them, by name; of a repository that is kept here the newest five hundred. */
  branches(repository: string, options?: CallOptions): Promise<Branch[]>
}
