import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'

export const auditChain = defineRead({
  title: 'Chain of the audit',
  summary: 'Gives the records of the audit as they stand, oldest first, so that anybody can compute their chain themselves.',
  effect: 'read',
  role: 'admin',
  input: z.object({ after: z.number().int().min(0).max(2_000_000_000).default(0).describe('The last record that is known') }),
  output: z.object({ rows: z.array(z.unknown()), head: z.object({ seq: z.number(), hash: z.string() }), observedAt: z.string() }),
  example: { after: 0 },
  async answer({ store }, { after }) {
    return { rows: await store.audit.records(after), head: await store.audit.head(), observedAt: new Date().toISOString() }
  },
})
