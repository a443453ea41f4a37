import type { RunRow } from '../../lib/core/store.ts'

/** A line of the palette: where Enter leads, and what Ctrl Enter copies. */
export interface Entry {
  id: string
  title: string
  /** What else it is found by, and shown small. */
  detail: string
  href: string
  keys?: string
  /** The line that does the same in a terminal. */
  command?: string
  /** Why it may not be used; its page says the same. */
  refusal?: string
}

const kept = 8
const idPattern = /^(?:run\s+([0-9a-f]{3,12})|([0-9a-f]{4,12}))$/i

/** What somebody means by a run's id or the beginning of one, `run 8f3` or `5e0c7a1f9b42`: the beginning, or null. */
export function idIn(text: string): string | null {
  const [, named, alone] = idPattern.exec(text.trim()) ?? []
  return (named ?? alone)?.toLowerCase() ?? null
}

/** True of what is no word but stands for runs: an id, a commit by 7 digits or more, a pull request. */
export function isReference(text: string): boolean {
  return idIn(text) !== null || /^(?:[0-9a-f]{7,40}|#\d{1,9})$/i.test(text.trim())
}

/** Of the runs that were found those that go by this id, to be gone to at once, and the others. */
export function named(runs: readonly Entry[], text: string): { straight: Entry[]; others: Entry[] } {
  const id = idIn(text)
  const isMeant = ({ href }: Entry) => id !== null && href.startsWith(`/runs/${id}`)
  const straight = runs.filter(isMeant).map((run) => ({ ...run, title: `Open run ${run.href.slice('/runs/'.length)}`, detail: run.title }))
  return { straight, others: runs.filter((run) => !isMeant(run)) }
}

export function entryOfRun({ id, title, status }: Pick<RunRow, 'id' | 'title' | 'status'>): Entry {
  return { id: `run:${id}`, title, detail: `${id} ${status.replace('_', ' ')}`, href: `/runs/${id}` }
}

/** Those that have every word of the text, in their order. */
export function found(entries: readonly Entry[], text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ title, detail }) => words.every((word) => `${title} ${detail}`.toLowerCase().includes(word)))
}

/** The chosen one first, each once, eight at most. */
export function withRecent(recent: readonly Entry[], chosen: Entry): Entry[] {
  const { refusal: _, ...plain } = chosen
  return [plain, ...recent.filter(({ href }) => href !== chosen.href)].slice(0, kept)
}

/** What was kept in the browser, whatever stands there by now. */
export function recentFrom(text: string | null): Entry[] {
  const known = parsed(text)
  return Array.isArray(known) ? known.filter(isEntry).slice(0, kept) : []
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return []
  }
}

/** Only ways within the control room. */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { id, title, detail, href } = value as Partial<Record<keyof Entry, unknown>>
  return [id, title, detail].every((text) => typeof text === 'string') && typeof href === 'string' && /^\/(?![/\\])/.test(href)
}
