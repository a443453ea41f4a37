import type { Page, RunRow } from '../../lib/core/store.ts'

/** Runs as far as they are known: newest first, and where the list goes on. */
export interface KnownRuns {
  rows: readonly RunRow[]
  next: string | null
}

/**
 * What is known after the first page was read again: its rows as they are now, then the older ones. What stood among its rows and is
 * not there any more has gone. When so many came that the page does not reach what was known, the page is all that is known.
 */
export function withNewest({ rows, next }: KnownRuns, page: Page<RunRow>): KnownRuns {
  const last = page.rows.at(-1)
  const here = new Set(page.rows.map(({ id }) => id))
  if (!last || !rows.some(({ id }) => here.has(id))) return page
  const older = rows.filter((row) => !here.has(row.id) && isOlder(row, last))
  return older.length === 0 ? page : { rows: [...page.rows, ...older], next }
}

/** What is known after a further page was read. */
export function withOlder({ rows }: KnownRuns, page: Page<RunRow>): KnownRuns {
  const here = new Set(rows.map(({ id }) => id))
  return { rows: [...rows, ...page.rows.filter(({ id }) => !here.has(id))], next: page.next }
}

/** As many of the newest as a page may hold; the list goes on after the last of them. */
export function atMost(known: KnownRuns, most: number): KnownRuns {
  const last = known.rows[most - 1]
  return last && known.rows.length > most ? { rows: known.rows.slice(0, most), next: `${last.createdAt}~${last.id}` } : known
}

/** Runs without those that another one among them repeats. */
export function folded(rows: readonly RunRow[]): readonly RunRow[] {
  const repeated = new Set(rows.map(({ previous }) => previous))
  return rows.some(({ id }) => repeated.has(id)) ? rows.filter(({ id }) => !repeated.has(id)) : rows
}

/** The order of the list: by time, and of the same millisecond by id. */
function isOlder(one: RunRow, other: RunRow): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id)
}

/** How many of the newest have to be read to see each one again that has not ended: at least a page, at most what is read at once. */
export function liveCount(
  rows: readonly RunRow[],
  isOver: (row: RunRow) => boolean,
  { page, most }: { page: number; most: number },
): number {
  const open = rows.findLastIndex((row) => !isOver(row))
  return Math.min(most, Math.max(page, open + 1))
}
