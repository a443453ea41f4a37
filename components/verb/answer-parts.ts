import type { Json, JsonObject } from '../../lib/core/run.ts'

/** An answer as a page shows it. */
export interface AnswerParts {
  /** Names of what is plain in some row; none when there are no rows that are objects. */
  columns: string[]
  rows: Record<string, Json>[]
  /** What is plain besides the rows. */
  facts: [name: string, value: Json][]
}

/** Tells the rows of an answer and what is plain in it from what only a whole document can show. */
export function answerParts({ rows: listed, ...others }: JsonObject): AnswerParts {
  const rows = Array.isArray(listed) ? listed.flatMap((row) => (row && typeof row === 'object' && !Array.isArray(row) ? [row] : [])) : []
  const names = [...new Set(rows.flatMap(Object.keys))]
  const columns = names.filter((name) => rows.some((row) => row[name] !== null && row[name] !== undefined && isPlain(row[name])))
  return { columns, rows, facts: Object.entries(others).filter(([, value]) => isPlain(value)) }
}

/** A value as a cell shows it. */
export function cellOf(value: Json): string {
  if (value === null) return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isPlain(value: Json | undefined): boolean {
  return typeof value !== 'object' || value === null
}
