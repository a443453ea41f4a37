import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { runId, runOf } from './shapes.ts'

export const log = defineRead({
  title: 'Log of a run',
  summary: 'Reads lines of a run’s log by their numbers; colours are kept as escape sequences.',
  effect: 'read',
  input: z.object({
    id: runId,
    from: z.number().int().min(1).max(2_000_000_000).default(1).describe('The first line; lines count from 1'),
    count: z.number().int().min(1).max(5000).default(1000),
  }),
  output: z.object({ rows: z.array(z.unknown()), total: z.number(), observedAt: z.string() }),
  example: { id: '5e0c7a1f9b42', from: 1 },
  async answer(context, { id, from, count }) {
    const row = await runOf(context, id)
    return { rows: await context.store.runs.log(row.id, from, count), total: row.view.lines, observedAt: new Date().toISOString() }
  },
})
