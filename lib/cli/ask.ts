import type { Json, JsonObject } from '../core/run.ts'
import type { Call } from './command.ts'
import { table } from './table.ts'

/** A verb that reads, as a command: its answer is printed. */
export function asking(address: string): (call: Call) => Promise<number> {
  return async ({ input, out, room }) => {
    const { control, actor } = await room()
    const answer = await control.ask(actor, address, input)
    out.answer(answer, () => answerLines(answer))
    return 0
  }
}

/** An answer for a person: its rows as a table, whatever is plain as `name: value`, the rest as JSON. */
export function answerLines({ rows, ...others }: JsonObject): string[] {
  const listed = Array.isArray(rows) ? rowLines(rows) : []
  const facts = Object.entries(others).map(([name, value]) => [`${name}:`, isPlain(value) ? cell(value) : JSON.stringify(value, null, 2)])
  return [...listed, ...(listed.length > 0 && facts.length > 0 ? [''] : []), ...table(facts)]
}

function rowLines(rows: readonly Json[]): string[] {
  const objects = rows.flatMap((row) => (row !== null && typeof row === 'object' && !Array.isArray(row) ? [row] : []))
  const [first] = objects
  if (first === undefined) return rows.length > 0 ? rows.map((row) => JSON.stringify(row)) : ['Nothing.']
  const columns = Object.keys(first).filter((name) => objects.every((row) => isPlain(row[name])))
  return table([columns, ...objects.map((row) => columns.map((name) => cell(row[name])))])
}

function isPlain(value: Json | undefined): boolean {
  return value === null || typeof value !== 'object'
}

/** A cell is one line. */
function cell(value: Json | undefined): string {
  return value === null || value === undefined ? '-' : String(value).replaceAll(/\s*\n\s*/g, ' ')
}
