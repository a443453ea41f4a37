import type { CallOptions } from '../tools.ts'

/** What became of a commit, in one line beside it. */
export interface CommitStatus {
  /** All 40 digits. */
  sha: string
  /** Who says so, for example `devops-agent/ci`: the newest of each is what holds. */
  context: string
  state: 'pending' | 'success' | 'failure' | 'error'
  /** GitHub keeps 140 characters: what is longer ends in an ellipsis. */
  description: string
  targetUrl: string | null
}

/** A remark at a place of the code. */
export interface CheckAnnotation {
  /** Below the root of the repository. */
  path: string
  line: number
  level: 'failure' | 'warning' | 'notice'
  title: string
  message: string
}

/** What became of a commit, at length: a page with remarks in the code. */
export interface Check {
  sha: string
  name: string
  /** Ours: the same commit, name and id are the same check. */
  externalId: string
  status: 'queued' | 'in_progress' | 'completed'
  /** Null as long as it is not completed, and only then. */
  conclusion: 'success' | 'failure' | 'neutral' | 'cancelled' | null
  title: string
  /** Markdown. GitHub keeps 65,535 characters: what is longer ends in an ellipsis. */
  summary: string
  /** Null: GitHub shows the page of the App instead. */
  detailsUrl: string | null
  /**
   * Sent by fifties, since GitHub takes no more at once. It can add remarks to a check and take none away: a repeated call sends those that
   * are not there yet, so the list may grow but is not to change.
   */
  annotations: readonly CheckAnnotation[]
}

/** The one comment that a marker names. */
interface CommentWanted {
  /** An HTML comment, `<!-- devops-agent ci -->`: nobody sees it, and the body bears it at its end. */
  marker: string
  /** Markdown. With its marker at most 65,536 characters: what is longer ends in an ellipsis. */
  body: string
}

/** What is said at the place that keeps a repository about commits and pull requests. Each call may be repeated: the world is the same after it. */
export interface GithubReports {
  /** The newest of a commit and context wins. What holds already is not said again: GitHub keeps a thousand for each, and no more. */
  setStatus(repository: string, status: CommitStatus, options?: CallOptions): Promise<void>
  /** The newest of each context, by context. */
  statuses(repository: string, sha: string, options?: CallOptions): Promise<CommitStatus[]>
  /** Makes a check or brings it up to date. Null where the sign-in may not write checks, which only an App with that permission may: say it by a status. */
  putCheck(repository: string, check: Check, options?: CallOptions): Promise<{ id: string } | null>
  /** Those of one name at a commit, with their remarks. Null where the sign-in may not see them. */
  checks(repository: string, of: { sha: string; name: string }, options?: CallOptions): Promise<Check[] | null>
  /**
   * Makes the comment of this marker at a pull request, or brings it up to date. Only one that this sign-in wrote is edited: anybody can
   * write a marker.
   */
  putComment(
    repository: string,
    number: number,
    comment: CommentWanted,
    options?: CallOptions,
  ): Promise<{ url: string | null; isNew: boolean }>
  /** Our comment of this marker, without the marker; null where there is none. */
  comment(repository: string, number: number, marker: string, options?: CallOptions): Promise<string | null>
}
