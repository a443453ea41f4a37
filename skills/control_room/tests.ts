import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { runId, runOf } from './shapes.ts'

export const tests = defineRead({
  title: 'Tests of a run',
  summary: 'Lists what each test of a run did, of the last attempt.',
  effect: 'read',
  input: z.object({ id: runId }),
  output: z.object({ rows: z.array(z.unknown()), observedAt: z.string() }),
  example: { id: '5e0c7a1f9b42' },
  async answer(context, { id }) {
    const { id: full } = await runOf(context, id)
    return { rows: await context.store.runs.tests(full), observedAt: new Date().toISOString() }
  },
})
