import type { Level } from './log-model.ts'

// `2026-11-22 03:12:44,204 123 ERROR db odoo.addons.x: …`, as Odoo's own formatter writes it in all series.
const head = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ )([A-Z]+) \S+ \S+: /

const levels: Record<string, Level> = { WARNING: 'warning', ERROR: 'error', CRITICAL: 'error' }

/** The first line of a record of Odoo's log: how bad it says it is, and where in the line the word stands. Null for every other line. */
export function odooHead(text: string): { level: Level; from: number; to: number } | null {
  const [, before, word] = head.exec(text) ?? []
  if (before === undefined || word === undefined) return null
  return { level: levels[word] ?? 'info', from: before.length, to: before.length + word.length }
}
