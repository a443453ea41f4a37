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
    lines: z
      .array(z.number().int().min(1).max(2_000_000_000))
      .max(500)
      .default([])
      .describe('These lines, in place of those from the first on'),
  }),
  output: z.object({ rows: z.array(z.unknown()), total: z.number(), observedAt: z.string() }),
  example: { id: '5e0c7a1f9b42', from: 1 },
  async answer(context, { id, from, count, lines }) {
    const row = await runOf(context, id)
    const { runs } = context.store
    const rows = lines.length > 0 ? await runs.lines(row.id, lines) : await runs.log(row.id, from, count)
    return { rows, total: row.view.lines, observedAt: new Date().toISOString() }
  },
})
