import { z } from 'zod'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { levels, runId } from './shapes.ts'

const mostLines = 10_000

export const log_search = defineRunRead({
  title: 'Search the log of a run',
  summary: 'Finds the lines of a run’s log in which a text or a regular expression occurs, and answers their numbers, 10,000 at most.',
  effect: 'read',
  about: 'id',
  input: z.object({
    id: runId,
    text: z.string().min(1).max(500).describe('What to look for; colours are no part of a line'),
    regex: z.boolean().default(false).meta({ title: 'Regular expression' }),
    exact: z.boolean().default(false).meta({ title: 'Match case' }),
    step: z.string().max(100).optional().describe('Only lines of this step'),
    level: z.enum(levels).default('info').describe('Only lines of records that are at least so bad'),
    from: z.number().int().min(1).max(2_000_000_000).default(1).describe('The first line that is looked at'),
    limit: z.number().int().min(1).max(mostLines).default(mostLines),
  }),
  output: z.object({
    lines: z.array(z.number()),
    searchedTo: z.number().describe('The last line that was looked at'),
    cut: z.enum(['most', 'time']).nullable().describe('Why it ended early: as many as were wanted, or the time; go on after searchedTo'),
    total: z.number(),
    observedAt: z.string(),
  }),
  example: { id: '5e0c7a1f9b42', text: 'Traceback' },
  async answer({ store, run: { id, view } }, { text, regex, exact, step, level, from, limit }) {
    const query = { text, isRegex: regex, matchCase: exact, from, step: step ?? null, level, most: limit }
    return { ...(await store.runs.search(id, query)), total: view.lines, observedAt: new Date().toISOString() }
  },
})
