import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'

const known = z.object({ checks: z.array(z.unknown()) }).catch({ checks: [] })

export const checks = defineRead({
  title: 'Checks of the tools',
  summary: 'Shows what the last check of the tools found, with its time; nothing is asked anew.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(z.unknown()), run: z.string().nullable(), running: z.string().nullable(), observedAt: z.string() }),
  example: {},
  async answer({ store }) {
    const address = 'control_room.check_tools'
    const [last] = (await store.runs.list({ address, status: ['succeeded'], limit: 1 })).rows
    const [running] = (await store.runs.list({ address, status: ['queued', 'running'], limit: 1 })).rows
    const rows = known.parse(last?.view.output ?? {}).checks
    return { rows, run: last?.id ?? null, running: running?.id ?? null, observedAt: new Date().toISOString() }
  },
})
