import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { rows } from './shapes.ts'

export const packs = defineRead({
  title: 'Evidence packs',
  summary: 'Lists the evidence packs of all runs, newest first, with the digest of each and of the one before.',
  effect: 'read',
  input: z.object({
    cursor: z.string().max(40).optional().describe('Where the page before ended: what it gave as next'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: rows,
  example: {},
  async answer({ store }, { limit, cursor }) {
    const page = await store.evidence.page({ limit, ...(cursor ? { cursor } : {}) })
    return { ...page, observedAt: new Date().toISOString() }
  },
})
