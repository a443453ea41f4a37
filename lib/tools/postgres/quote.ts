import { OpsError } from '../../core/error.ts'
import type { SqlValue } from './port.ts'

const escapes: Record<string, string> = { '\\': '\\\\', "'": "''", '\n': '\\n', '\r': '\\r' }

/** A text as psql's commands take it between single quotes (PostgreSQL's manual, psql, "Meta-Commands"). */
export function quoted(text: string): string {
  if (text.includes('\0')) throw new OpsError('invalid', 'A value for SQL contains a NUL character.', 'Remove it: PostgreSQL has none.')
  return `'${text.replaceAll(/[\\'\n\r]/g, (one) => escapes[one] ?? one)}'`
}

/** psql's commands that set these variables, one a line. */
export function settings(parameters: Readonly<Record<string, SqlValue>>): string {
  const lines = Object.entries(parameters).flatMap(([name, value]) => {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
      throw new OpsError('invalid', `${JSON.stringify(name)} is not the name of a parameter.`, 'Use small letters, digits and _.')
    return value === null ? [] : [`\\set ${name} ${quoted(String(value))}\n`]
  })
  return lines.join('')
}

/** The statement with `null` for each parameter that is null: a variable of psql cannot be. */
export function withNulls(sql: string, parameters: Readonly<Record<string, SqlValue>>): string {
  return sql.replaceAll(/:'(?<name>[a-z][a-z0-9_]*)'/g, (whole, name: string) => (parameters[name] === null ? 'null' : whole))
}
