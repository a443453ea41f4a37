import type { CallOptions } from '../tools.ts'

/** What to test: exactly one of the three is asked for; none means the default branch. */
export interface GitWanted {
  branch?: string | undefined
  /** A pull request's number: `refs/pull/N/head`. */
  pr?: number | undefined
  /** A full or abbreviated (at least 7 digits) commit id. */
  sha?: string | undefined
}

/** A commit, as git tells it. */
export interface GitCommit {
  sha: string
  /** The ref it was resolved from, for example `refs/heads/main`; empty when asked for by sha, or when HEAD names no branch. */
  ref: string
  subject: string
  author: string
  /** ISO 8601. */
  committedAt: string
}

export interface GitState extends GitCommit {
  /** A branch that ends in the commit, the newest first; empty when there is none. */
  branch: string
  /** Paths changed against the first parent, at most 200. */
  changed: { path: string; added: number; removed: number }[]
}

/** What became of a file. */
export interface GitChange {
  path: string
  change: 'added' | 'modified' | 'removed'
}

/** Where a clone lies that stays: absolute, and below `root`, whatever links are on the way. */
export interface GitPlace {
  folder: string
  root: string
}

export interface GitPlaceWanted extends GitPlace {
  /** By default the one that HEAD names there. */
  branch?: string | undefined
  /** All 40 digits of a commit: it is checked out, on no branch. */
  commit?: string | undefined
}

/** What lies at a place. */
export interface GitPlaced {
  /** `cloned` by this call or an earlier one of the same label, `there` already as it was wanted, or `left` as it is, since it is something else. */
  outcome: 'cloned' | 'there' | 'left'
  /** Null for what is no repository, or has no commit. */
  sha: string | null
  /** Null where it stands on no branch. */
  branch: string | null
  /** Why it was left, as the end of a sentence: `it is on the branch 18.0, not on 19.0`. Else empty. */
  because: string
}

/** A change of a tree. Paths are below its root, with `/`. */
export type GitEdit =
  /** A file as a whole. `is` is the sha-256 of the text that it replaces, empty where there is to be none: another text is a conflict. */
  | { edit: 'write'; path: string; text: string; is?: string | undefined }
  /** A file, or a folder with all in it, to a place that is free. */
  | { edit: 'move'; from: string; to: string }
  /** The commit that a submodule is pinned to. */
  | { edit: 'pin'; path: string; sha: string }

/** A commit that is to be made. */
export interface GitDraft {
  parent: string
  edits: readonly GitEdit[]
  message: string
  author: { name: string; email: string }
  /** ISO 8601: the same draft at the same time is the same commit. */
  at: string
}

/** Where a checkout stands. */
export interface GitStanding {
  sha: string
  /** Null when HEAD names no branch. */
  branch: string | null
  /** False when anything in it differs from its commit, files that git does not know included; its submodules do not count. */
  isClean: boolean
}

/**
 * `repository` is an https, http, ssh, git or file URL, `user@host:path`, or an absolute path (also of a working tree: what is
 * committed there counts). A user name with a password, or a token, in it is refused.
 *
 * Clones and fetches only from allow-listed hosts and paths, through a mirror that is kept per repository.
 * Errors: `refused` (not allow-listed, protected branch, push refused there), `invalid` (not an address, a name git would take for
 * an option), `not_found` (no such repository, branch, pull request or commit; no commits at all), `conflict` (the push is no
 * fast-forward, the folder holds other files), `unavailable` (host, authentication), `timeout`, `cancelled`.
 */
export interface GitTool {
  /** Brings the mirror of `repository` up to date (only what is new is fetched) and says which commit is wanted. */
  resolve(repository: string, wanted: GitWanted, options?: CallOptions): Promise<GitCommit>
  /**
   * Lays the tree of a commit into `folder` from the mirror, with a `.git` of its own; when it is there already and untouched,
   * does nothing; a tree that was half laid out or changed is laid out anew. `resolve` comes first.
   */
  checkout(repository: string, sha: string, folder: string, options?: CallOptions): Promise<GitState>
  /** The newest commit that both have in their history; null when there is none. Both were resolved before. */
  mergeBase(repository: string, one: string, other: string, options?: CallOptions): Promise<string | null>
  /**
   * The ids of folders in the tree of a commit that was resolved before: git's own hash of all that is in them, so that equal ids
   * mean equal content. `.` is the whole tree; a folder that the commit does not have is absent.
   */
  folderIds(repository: string, sha: string, folders: readonly string[], options?: CallOptions): Promise<Record<string, string>>
  /** Files of this name, in any folder, that one commit has and another does not have at their place any more. Both were resolved before. */
  removedFiles(repository: string, range: { from: string; to: string }, name: string, options?: CallOptions): Promise<string[]>
  /** Files that two commits do not share, with what became of them from the one to the other; a move is a removal and an addition. Both were resolved before. */
  changedFiles(repository: string, range: { from: string; to: string }, options?: CallOptions): Promise<GitChange[]>
  /** All files of this name in a commit that was resolved before, with their texts; what is not UTF-8 is replaced. */
  filesNamed(repository: string, sha: string, name: string, options?: CallOptions): Promise<{ path: string; text: string }[]>
  /** How many commits `to` has that `from` does not, and when the first of them was made (ISO 8601). Both were resolved before. */
  commitsBetween(
    repository: string,
    range: { from: string; to: string },
    options?: CallOptions,
  ): Promise<{ count: number; since: string | null }>
  /** The same for two ranges that make the same files out of the same files, whatever else is in their trees. All were resolved before. */
  changeId(repository: string, range: { from: string; to: string }, options?: CallOptions): Promise<string>
  /** The submodules of a commit that was resolved before, with the commits that they are pinned to. */
  submodules(repository: string, sha: string, options?: CallOptions): Promise<{ path: string; sha: string }[]>
  /**
   * Makes a commit in the mirror, on no branch: no file of a checkout is touched, and no program of the repository is run. Without any
   * change the answer is the parent. The parent was resolved before. Errors: `conflict` (a text that is another by now, a place that is taken),
   * `not_found` (nothing at a path), `invalid` (no path below the root).
   */
  commit(repository: string, draft: GitDraft, options?: CallOptions): Promise<string>
  /** Branch names with their commit ids, newest first, at most 500. */
  branches(repository: string, options?: CallOptions): Promise<{ name: string; sha: string }[]>
  /** Pushes `sha` to `branch`. Never by force; a protected branch is refused. */
  push(repository: string, sha: string, branch: string, options?: CallOptions): Promise<void>
  /**
   * Clones the newest commit of a branch into a folder that a person goes on with: an ordinary, shallow clone of that branch whose
   * origin is `repository` as it is written. A folder that is there is never touched. Only below `allow.paths`. It needs no mirror.
   * `not_found` for a branch that is not there, with those that come near.
   */
  place(repository: string, wanted: GitPlaceWanted, options?: CallOptions): Promise<GitPlaced>
  /** Removes the clone that a call of `place` with the same label has made, and what such a call has left half done; true when there was a clone. `conflict` when it was changed since. */
  removePlaced(place: GitPlace, options?: CallOptions): Promise<boolean>
  /** Removes a branch there as long as it is at `sha`; nothing happens when it is gone. At another commit it stays, with `conflict`. */
  removeBranch(repository: string, branch: string, sha: string, options?: CallOptions): Promise<void>
  /** Where a repository on this machine has its origin, without a password or token that stands in the address; null when it names none. */
  origin(folder: string, options?: CallOptions): Promise<string | null>
  /** Where a checkout on this machine stands. */
  standing(folder: string, options?: CallOptions): Promise<GitStanding>
  /**
   * Brings the branch that is checked out, and its files, forward to a commit that was made with `commit` or resolved before. `refused` when the
   * checkout is not clean or on no branch, `conflict` when it has commits of its own.
   */
  forward(folder: string, sha: string, options?: CallOptions): Promise<void>
  /** Takes such a step back, from one commit to another, as long as the checkout stands at the first; at the second nothing happens. */
  back(folder: string, range: { from: string; to: string }, options?: CallOptions): Promise<void>
  /**
   * Lets a clean checkout stand elsewhere: on a branch, which is made at `sha` where there is none of its name, or at `sha` itself. The commit was
   * resolved in `repository` before. `refused` when it is not clean.
   */
  switchTo(folder: string, wanted: { repository: string; sha: string; branch: string | null }, options?: CallOptions): Promise<void>
  /** Whether a checkout has a branch of its own of this name. */
  hasBranch(folder: string, branch: string, options?: CallOptions): Promise<boolean>
  /** Lets a clean checkout stand where it stood before, and drops the branch that was made meanwhile as long as nothing was committed to it. */
  switchBack(
    folder: string,
    wanted: { to: GitStanding; drop: { branch: string; sha: string } | null },
    options?: CallOptions,
  ): Promise<void>
}
