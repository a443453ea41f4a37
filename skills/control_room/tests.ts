import { z } from 'zod'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const tests = defineRunRead({
  title: 'Tests of a run',
  summary: 'Lists what each test of a run did, of the last attempt.',
  effect: 'read',
  about: 'id',
  input: z.object({ id: runId }),
  output: z.object({ rows: z.array(z.unknown()), observedAt: z.string() }),
  example: { id: '5e0c7a1f9b42' },
  async answer({ store, run }) {
    return { rows: await store.runs.tests(run.id), observedAt: new Date().toISOString() }
  },
})
