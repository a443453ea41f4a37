import { z } from 'zod'
import { decide } from '../../lib/core/policy.ts'
import { defineRead } from '../../lib/core/skill.ts'

export const audit = defineRead({
  title: 'Audit',
  summary: 'Lists who did what, newest first. Whoever is not an admin sees their own rows.',
  effect: 'read',
  input: z.object({
    cursor: z.string().max(40).optional().describe('`next` of the page before'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    rows: z.array(z.unknown()),
    next: z.string().nullable(),
    own: z.boolean(),
    verified: z.object({ ok: z.boolean(), upTo: z.number(), problem: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ actor, store }, { cursor, limit }) {
    const own = !decide(actor, { may: 'read_audit' }).allowed
    const page = await store.audit.list({ limit, ...(cursor ? { cursor } : {}), ...(own ? { actor: actor.id } : {}) })
    return { ...page, own, verified: await store.audit.state(), observedAt: new Date().toISOString() }
  },
})
