import { z } from 'zod'
import { outlineOf } from '../../lib/core/log-outline.ts'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const log_outline = defineRunRead({
  title: 'Outline of the log of a run',
  summary: 'Says where in a run’s log its steps begin, where errors begin and where failed tests are named, 1,000 of each at most.',
  effect: 'read',
  about: 'id',
  input: z.object({
    id: runId,
    from: z.number().int().min(1).max(2_000_000_000).default(1).describe('The first line; lines count from 1'),
    marks: z.boolean().default(false).describe('Also a byte for each line, as pages want it'),
  }),
  output: z.object({
    steps: z.array(z.object({ from: z.number(), to: z.number(), step: z.string(), attempt: z.number() })),
    errors: z.array(z.number()),
    errorCount: z.number(),
    failedTests: z.array(z.number()),
    failedTestCount: z.number(),
    from: z.number(),
    marks: z.string().nullable().describe('A byte for each line, deflated, in base64; null unless asked for'),
    total: z.number(),
    observedAt: z.string(),
  }),
  example: { id: '5e0c7a1f9b42' },
  async answer({ store, run: { id, view } }, { from, marks }) {
    const outline = await store.runs.outline(id, from)
    const told = outlineOf(outline)
    return { ...told, marks: marks ? told.marks : null, total: view.lines, observedAt: new Date().toISOString() }
  },
})
