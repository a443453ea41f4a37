import { z } from 'zod'
import type { JsonObject } from '../../lib/core/run.ts'
import { runStatuses } from '../../lib/core/run.ts'
import { defineRead } from '../../lib/core/skill.ts'
import type { RunFilter, RunRow } from '../../lib/core/store.ts'
import { rows, said } from './shapes.ts'

export const runs = defineRead({
  title: 'Runs',
  summary: 'Lists runs of any skill, newest first.',
  effect: 'read',
  input: z.object({
    status: z.array(z.enum(runStatuses)).optional().describe('Only these statuses'),
    warnings: z.enum(['only', 'none']).optional().describe('Of those that succeeded, only the ones with warnings, or none of them'),
    address: z.string().max(100).optional().describe('Only this verb, or `skill.*`'),
    by: z.string().max(100).optional().describe('Words of the name of who started it'),
    branch: z.string().max(200).optional().describe('The branch that was asked for; `*` at its end stands for any words'),
    after: z.iso
      .datetime({ offset: true })
      .regex(/^(?!0000)/, 'There was no year 0.')
      .optional()
      .describe('Not older than this time (ISO 8601)'),
    text: z
      .string()
      .max(200)
      .optional()
      .describe('Words of the title, together in quotation marks; the beginning of an id or of a tested commit; `#142` of a pull request'),
    newest: z.boolean().optional().describe('Of runs that repeat each other only the newest'),
    cursor: z.string().max(200).optional().describe('Where the page before ended: what it gave as next'),
    limit: z.number().int().min(1).max(200).default(50),
    brief: z
      .boolean()
      .default(false)
      .describe('What lists show: of steps those of a run that runs, of outputs the commit and how many warnings are new'),
  }),
  output: rows,
  example: { status: ['failed'] },
  async answer({ store }, { brief, ...given }) {
    const page = await store.runs.list(said<RunFilter>(given))
    return { ...page, rows: brief ? page.rows.map(briefOf) : page.rows, observedAt: new Date().toISOString() }
  },
})

function briefOf(run: RunRow): RunRow {
  const { status, steps, output } = run.view
  return { ...run, view: { ...run.view, output: output && briefOutput(output), steps: status === 'running' ? steps : {}, testsByStep: {} } }
}

function briefOutput({ commit, odoo }: JsonObject): JsonObject {
  const { warningCount = 0, newWarnings = null } = odoo && typeof odoo === 'object' && !Array.isArray(odoo) ? odoo : {}
  return { ...(commit === undefined ? {} : { commit }), ...(odoo ? { odoo: { warningCount, newWarnings } } : {}) }
}
