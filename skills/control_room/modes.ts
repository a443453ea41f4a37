import { z } from 'zod'
import { decide, modeOf, roles } from '../../lib/core/policy.ts'
import { defineRead } from '../../lib/core/skill.ts'
import { modeNames } from './shapes.ts'

export const modes = defineRead({
  title: 'Modes',
  summary: 'Lists the modes: what each may do, which one you work in, and which you may switch to.',
  effect: 'read',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        name: z.enum(modeNames),
        title: z.string(),
        summary: z.string(),
        allows: z.array(z.string()),
        role: z.enum(roles),
        current: z.boolean(),
        standard: z.boolean(),
        /** Why it cannot be switched to; null when it can. */
        refusal: z.string().nullable(),
      }),
    ),
    current: z.enum(modeNames),
    next: z.null(),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ actor, modes: known }) {
    const current = modeOf(actor, known).name
    const rows = Object.values(known.all).map(({ name, title, summary, allows, role }) => {
      const decision = decide(actor, { may: 'switch_mode', to: known.all[name], modes: known })
      const refusal = decision.allowed ? null : decision.reason
      return { name, title, summary, allows: [...allows], role, current: name === current, standard: name === known.standard, refusal }
    })
    return { rows, current, next: null, observedAt: new Date().toISOString() }
  },
})
