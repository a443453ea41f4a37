import type { OdooNote } from '../../../lib/odoo/test-report.ts'

/** What of a warning says which one it is. */
export type Warning = Pick<OdooNote, 'module' | 'logger' | 'message'>

/** Lines, ids and times are others in each run, and the warning is the same. */
export function kindOf({ module, logger, message }: Warning): string {
  return JSON.stringify([module, logger, message.replaceAll(/0x[0-9a-f]+|\d+/gi, '#')])
}
