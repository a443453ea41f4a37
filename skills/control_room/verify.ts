import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'

export const verify = defineRead({
  title: 'Verify audit and evidence',
  summary: 'Recomputes the audit’s chain and every evidence pack; names the first thing that does not fit.',
  effect: 'read',
  role: 'operator',
  input: z.object({}),
  output: z.object({
    audit: z.object({ ok: z.boolean(), upTo: z.number(), problem: z.string().nullable(), at: z.string() }),
    evidence: z.object({ ok: z.boolean(), packs: z.number(), problem: z.string().nullable() }),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ store }) {
    return { audit: await store.audit.verify(), evidence: await store.evidence.checkAll(), observedAt: new Date().toISOString() }
  },
})
