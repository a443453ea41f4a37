import type { LayoutFix, LayoutLevel } from './layout.ts'
import type { LayoutTree } from './layout-tree.ts'

/** How it is told since when something is as it is: the history of some files, and whether the texts of a moment make the finding. */
export interface LayoutTrace {
  /** Below the root. */
  files: readonly string[]
  /** The texts of `files`, in their order, at one moment; null for a file that is not there. */
  holds(texts: readonly (string | null)[]): boolean
}

/** What a rule finds. */
export interface Found {
  level: LayoutLevel
  path: string
  message: string
  hint: string
  fix: LayoutFix | null
  /** Null where no commit can have brought it in, such as a branch that somebody checked out. */
  trace: LayoutTrace | null
}

/** What is wanted of a tree. A rule looks at nothing but the tree that it is given. */
export interface LayoutRule {
  id: string
  /** What is wanted, in a few words. */
  title: string
  /** Why. */
  reason: string
  /** Where the convention comes from. */
  link: string
  /** How many things it looks at: so much can fail. */
  counts: 'repositories' | 'modules' | 'tree'
  check(tree: LayoutTree): Found[]
  /** What it had nothing to compare with; null where it had. */
  unasked?(tree: LayoutTree): string | null
}

/** The manifest of a module's folder. */
export function manifestFile(path: string): string {
  return `${path}/__manifest__.py`
}

/** True of a path that is the folder, or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** The tree with the repositories that a text of the catalogue named, so that what a new one brings about is not older than it. */
export function cataloguedIn(text: string | null, tree: LayoutTree): LayoutTree {
  return { ...tree, repositories: tree.repositories.filter(({ path }) => text?.includes(JSON.stringify(path))) }
}

/** A path without `.` and `..` in it; null for one that leads above where it begins. */
export function plainPath(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}
