import { z } from 'zod'
import { decide } from '../../lib/core/policy.ts'
import { isFinished } from '../../lib/core/run.ts'
import { defineRead } from '../../lib/core/skill.ts'
import { runId, runOf } from './shapes.ts'

export const run = defineRead({
  title: 'Run',
  summary: 'Shows one run: its steps, its cause, its place in the queue, and what you may do with it.',
  effect: 'read',
  input: z.object({ id: runId }),
  output: z.object({
    run: z.unknown(),
    place: z.unknown(),
    parent: z.string().nullable(),
    may: z.object({ cancel: z.boolean(), reason: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: { id: '5e0c7a1f9b42' },
  async answer(context, { id }) {
    const row = await runOf(context, id)
    const place = await context.store.runs.place(row.id)
    const decision = decide(context.actor, { may: 'cancel_run', startedBy: row.startedBy, address: row.address })
    const may = {
      cancel: decision.allowed && !isFinished(row.status) && row.view.cancelRequestedBy === null,
      reason: decision.allowed ? null : decision.reason,
    }
    return { run: row, place, parent: row.parentId, may, observedAt: new Date().toISOString() }
  },
})
