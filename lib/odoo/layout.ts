/** How much a finding weighs: an error keeps the tree from being the one that the catalogue describes; a warning does not. */
export type LayoutLevel = 'error' | 'warning'

/** What puts a finding right. Paths are below the root of the installation. */
export type LayoutFix =
  /** A repository of the catalogue that is not there. */
  | { kind: 'clone'; url: string; branch: string; path: string }
  /** A clone or submodule that is clean and stands elsewhere: to the name of a branch, or to a commit. */
  | { kind: 'checkout'; path: string; to: string }
  /** A folder of the root's own tree. */
  | { kind: 'move'; from: string; to: string }
  /** A file with its whole new text; `is` is the sha-256 of the text that it replaces, and empty where there is no file yet. */
  | { kind: 'write'; path: string; text: string; is: string }

/** A commit that brought something in, as git tells it. */
export interface LayoutCommit {
  commit: string
  author: string
  /** ISO 8601. */
  at: string
}

/** Somebody knows of a finding and accepts it, for a reason, until the end of a day. */
interface LayoutWaived {
  reason: string
  /** `2026-12-31`, the last day. */
  until: string
}

/** Something that is not as the catalogue or a convention wants it. */
export interface LayoutFinding {
  rule: string
  level: LayoutLevel
  /** Below the root. */
  path: string
  message: string
  hint: string
  /** The first commit that has it, where git can tell. */
  since: LayoutCommit | null
  fix: LayoutFix | null
  /** Waived for as long as `until` is not past; after that the finding is back. */
  waiver: LayoutWaived | null
}
