import { z } from 'zod'
import { runStatuses } from '../../lib/core/run.ts'
import { defineRead } from '../../lib/core/skill.ts'
import type { RunFilter } from '../../lib/core/store.ts'
import { said } from './shapes.ts'

const count = z.number().int()

export const counts = defineRead({
  title: 'Counts of runs',
  summary: 'Counts runs by how they stand, over all or since a time, with the workers that answer.',
  effect: 'read',
  input: z.object({
    address: z.string().max(100).optional().describe('Only this verb, or `skill.*`'),
    after: z.iso
      .datetime({ offset: true })
      .regex(/^(?!0000)/, 'There was no year 0.')
      .optional()
      .describe('Not older than this time (ISO 8601)'),
    status: z.array(z.enum(runStatuses)).optional().describe('Only runs that stand so'),
    newest: z.boolean().optional().describe('Of runs that repeat each other only the newest'),
  }),
  output: z.object({
    open: count,
    passed: count,
    warnings: count,
    failing: count,
    cancelled: count,
    workers: z.object({ alive: count, until: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: { address: 'github_ci_runner.*' },
  async answer({ store }, given) {
    const counted = await store.runs.counts(said<RunFilter>(given))
    return { ...counted, workers: await store.workers.state(), observedAt: new Date().toISOString() }
  },
})
