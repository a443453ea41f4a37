/** A folder that is a git repository of its own, as it stands. */
export interface WorkingTree {
  /** The commit that is checked out; null where there is none yet. */
  commit: string | null
  /** Null where the commit is checked out and no branch. */
  branch: string | null
  /** Where it was cloned from, without user name and password; null where it names nobody. */
  origin: string | null
  /** Files that differ from the commit or are new to it, and the first of them. What git ignores does not count. */
  changed: { count: number; first: string[] }
  /** Its history was cut off when it was cloned: how something came into it cannot be told. */
  isShallow: boolean
}

/** Why it cannot be told how a folder stands. */
export interface UntoldTree {
  problem: string
}

/** A commit that changed a file, with the ids of the texts before and after; null where the file was not there. */
export interface FileChange {
  path: string
  commit: string
  author: string
  /** ISO 8601. */
  at: string
  before: string | null
  after: string | null
}

/**
 * Working trees as they lie on disk: nothing is fetched and nothing is written. Only below the folders that the configuration allows.
 * What such a tree says of itself is data: none of its configuration, hooks, filters or monitors is executed.
 */
export interface WorkingTrees {
  /** How each folder stands, several at once; null for one that is not the top of a repository of its own, or is not there. */
  states(folders: readonly string[]): Promise<ReadonlyMap<string, WorkingTree | UntoldTree | null>>
  /** The submodules of the commit that is checked out: path → commit. */
  gitlinks(folder: string): Promise<ReadonlyMap<string, string>>
  /**
   * The commits that changed any of these files, newest first. What could not be read by the deadline is not in it: `isWhole` is then false.
   * Paths are those of the repository at `folder`.
   */
  history(folder: string, paths: readonly string[], deadlineMs: number): Promise<{ changes: FileChange[]; isWhole: boolean }>
  /** The texts of ids from `history`; what is no text of UTF-8 is replaced. */
  texts(folder: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
