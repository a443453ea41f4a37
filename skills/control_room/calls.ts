import { z } from 'zod'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const calls = defineRunRead({
  title: 'Calls of a run',
  summary: 'Lists the tool calls of a run as they were witnessed: operation, redacted arguments, duration and outcome.',
  effect: 'read',
  about: 'id',
  input: z.object({ id: runId }),
  output: z.object({ rows: z.array(z.unknown()), observedAt: z.string() }),
  example: { id: '5e0c7a1f9b42' },
  async answer({ store, run }) {
    return { rows: await store.runs.calls(run.id), observedAt: new Date().toISOString() }
  },
})
