export type Level = 'error' | 'warning' | 'info'

// `2026-11-22 03:12:44,204 123 ERROR db odoo.addons.x: …`, as Odoo's own formatter writes it in all series.
const head = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ )([A-Z]+)( \S+ )\S+: /

const levels: Record<string, Level> = { WARNING: 'warning', ERROR: 'error', CRITICAL: 'error' }

export interface OdooHead {
  level: Level
  /** Where in the line the word of its level stands. */
  from: number
  to: number
  /** Where the line goes on after time, process, level and database: at the name of the logger. */
  said: number
}

/** The first line of a record of Odoo's log: how bad it says it is, and where in the line what stands. Null for every other line. */
export function odooHead(text: string): OdooHead | null {
  const [, before, word, database] = head.exec(text) ?? []
  if (before === undefined || word === undefined || database === undefined) return null
  const to = before.length + word.length
  return { level: levels[word] ?? 'info', from: before.length, to, said: to + database.length }
}

const errorWords = /^(?:E {2}|ERROR|FAIL|Traceback \(|.{0,60}\b(?:ERROR|CRITICAL|FATAL|FAILED)\b)|^\w*(?:Error|Exception)\b.*:/
const warningWords = /^.{0,80}\b(?:WARN|WARNING|Warning|DeprecationWarning)\b/

/** How bad a line says it is: a record of Odoo by its level, any other line by a guess from its words. */
export function levelOf(text: string): Level {
  const record = odooHead(text)
  if (record) return record.level
  if (errorWords.test(text)) return 'error'
  return warningWords.test(text) ? 'warning' : 'info'
}
