import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'

export const sessions = defineRead({
  title: 'Sessions',
  summary: 'Lists the browsers in which you are signed in, newest first.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(z.unknown()), observedAt: z.string() }),
  example: {},
  async answer({ actor, store }) {
    const rows = await store.sessions.list(actor.id)
    const shown = rows.map((row) => ({ ...row, isThis: actor.session?.startsWith(row.id) === true }))
    return { rows: shown, observedAt: new Date().toISOString() }
  },
})
