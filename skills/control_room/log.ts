import { z } from 'zod'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const log = defineRunRead({
  title: 'Log of a run',
  summary: 'Reads lines of a run’s log by their numbers; colours are kept as escape sequences.',
  effect: 'read',
  about: 'id',
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
  async answer({ store: { runs }, run: { id, view } }, { from, count, lines }) {
    const rows = lines.length > 0 ? await runs.lines(id, lines) : await runs.log(id, from, count)
    return { rows, total: view.lines, observedAt: new Date().toISOString() }
  },
})
