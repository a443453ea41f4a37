import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { isFinished } from '../../lib/core/run.ts'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const evidence = defineRunRead({
  title: 'Evidence of a run',
  summary: 'Lists the files of a run’s evidence pack and compares each with its digest.',
  effect: 'read',
  about: 'run',
  input: z.object({ run: runId }),
  output: z.object({
    run: z.string(),
    path: z.string(),
    digest: z.string(),
    verified: z.boolean(),
    problem: z.string().nullable(),
    files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), sha256: z.string(), ok: z.boolean() })),
    observedAt: z.string(),
  }),
  example: { run: '5e0c7a1f9b42' },
  async answer({ store, run: { id, status } }) {
    const [pack, check] = [await store.evidence.get(id), await store.evidence.check(id)]
    if (!pack || !check) {
      const hint = isFinished(status) ? 'A worker packs it within half a minute.' : 'It is packed when the run has ended.'
      throw new OpsError('not_found', `Run ${id} has no evidence pack yet.`, hint)
    }
    return { ...check, path: pack.path, observedAt: new Date().toISOString() }
  },
})
