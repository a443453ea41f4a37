import { z } from 'zod'
import { touchedBy } from '../../lib/core/plan.ts'
import { decide } from '../../lib/core/policy.ts'
import { isFinished } from '../../lib/core/run.ts'
import { defineRunRead } from '../../lib/core/run-read.ts'
import { runId } from './shapes.ts'

export const run = defineRunRead({
  title: 'Run',
  summary: 'Shows one run: its steps, its cause, its place in the queue, and what you may do with it.',
  effect: 'read',
  about: 'id',
  input: z.object({ id: runId }),
  output: z.object({
    run: z.unknown(),
    place: z.unknown(),
    parent: z.string().nullable(),
    may: z.object({ cancel: z.boolean(), reason: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: { id: '5e0c7a1f9b42' },
  async answer({ actor, store, run: row }) {
    const place = await store.runs.place(row.id)
    const decision = decide(actor, { may: 'cancel_run', startedBy: row.startedBy, ...touchedBy(row) })
    const may = {
      cancel: decision.allowed && !isFinished(row.status) && row.view.cancelRequestedBy === null,
      reason: decision.allowed ? null : decision.reason,
    }
    return { run: row, place, parent: row.parentId, may, observedAt: new Date().toISOString() }
  },
})
