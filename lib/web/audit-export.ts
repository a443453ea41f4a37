import { control } from '../control.ts'
import type { Actor } from '../core/policy.ts'
import type { AuditRow } from '../core/proof.ts'
import type { JsonObject } from '../core/run.ts'
import { csvLine } from './csv.ts'

const columns = ['seq', 'at', 'actor', 'actorName', 'surface', 'action', 'target', 'outcome', 'details', 'hash'] as const

/** The audit as somebody may read it, newest first, page by page as the reader takes it. */
export async function* auditExport(actor: Actor, format: 'ndjson' | 'csv', filter: JsonObject): AsyncGenerator<string> {
  let head = format === 'csv' ? csvLine(columns) : ''
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: AuditPage = pageOf(
      await control().ask(actor, 'control_room.audit', { ...filter, limit: 200, ...(cursor ? { cursor } : {}) }),
    )
    yield head + page.rows.map(format === 'csv' ? csvOf : jsonOf).join('')
    head = ''
    cursor = page.next
  }
}

function csvOf(row: AuditRow): string {
  return csvLine(columns.map((name) => textOf(row[name])))
}

function jsonOf(row: AuditRow): string {
  return `${JSON.stringify(row)}\n`
}

interface AuditPage {
  rows: AuditRow[]
  next: string | null
}

/** `control_room.audit` answers with rows of the audit as they are; its own schema has checked the rest. */
function pageOf(answer: unknown): AuditPage {
  return answer as AuditPage
}

function textOf(value: AuditRow[keyof AuditRow]): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
