import type { PostgresTool, SqlRow } from './port.ts'
import { psql, type Script, type Session } from './psql.ts'
import { withNulls } from './quote.ts'

const answering = /^\s*(?:select|with|values|table)\b/i

/** Runs one statement. Only one that answers (select, with, values, table) has rows; what it answers becomes JSON on the server. */
export function query(session: Session, { database, sql, parameters = {} }: Parameters<PostgresTool['query']>[1]): Promise<SqlRow[]> {
  return rowsOf(session, { database, sql, parameters })
}

/** The rows of a statement. */
export async function rowsOf(session: Session, script: Script): Promise<SqlRow[]> {
  const statement = withNulls(script.sql.trim().replace(/;$/, ''), script.parameters ?? {})
  const answers = answering.test(statement)
  // In base64, because psql leaves out characters that it takes for unprintable.
  const json = `coalesce(json_agg(row_to_json(answer)), '[]')::text`
  const sql = answers ? `select encode(convert_to(${json}, 'UTF8'), 'base64') from (\n${statement}\n) answer;` : `${statement}\n;`
  const printed = await psql(session, { ...script, sql })
  return answers ? parsed(printed) : []
}

/** `json_agg` of `row_to_json` is an array of objects. */
function parsed(base64: string): SqlRow[] {
  return JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as SqlRow[]
}
