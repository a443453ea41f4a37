import type { LayoutCommit } from './layout.ts'
import type { LayoutTrace } from './layout-rule.ts'

/** A commit that changed a file, with the ids of its texts before and after; null where there was none. */
export interface TracedChange {
  path: string
  commit: string
  author: string
  at: string
  before: string | null
  after: string | null
}

interface History {
  /** Newest first. */
  changes: readonly TracedChange[]
  /** False where older commits were not read. */
  isWhole: boolean
  texts: ReadonlyMap<string, string>
}

/**
 * The commit that brought a finding in: from the newest back, the first whose texts before it do not make the finding. Null where what makes it was
 * not committed, or came in before what was read.
 */
export function sinceOf({ files, holds }: LayoutTrace, { changes, isWhole, texts }: History): LayoutCommit | null {
  const own = changes.filter(({ path }) => files.includes(path))
  const textOf = (id: string | null) => (id === null ? null : (texts.get(id) ?? null))
  const ids = new Map<string, string | null>(files.map((file) => [file, own.find(({ path }) => path === file)?.after ?? null]))
  const held = () => holds(files.map((file) => textOf(ids.get(file) ?? null)))
  if (!held()) return null
  for (const [place, { path, before, commit, author, at }] of own.entries()) {
    ids.set(path, before)
    // What one commit did to several files is one change.
    if (own[place + 1]?.commit !== commit && !held()) return { commit, author, at }
  }
  const oldest = own.at(-1)
  return isWhole && oldest ? { commit: oldest.commit, author: oldest.author, at: oldest.at } : null
}
