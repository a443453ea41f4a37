import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { rows, statuses } from './shapes.ts'

export const runs = defineRead({
  title: 'Runs',
  summary: 'Lists runs of any skill, newest first.',
  effect: 'read',
  input: z.object({
    status: z.array(z.enum(statuses)).optional().describe('Only these statuses'),
    address: z.string().max(100).optional().describe('Only this verb, or `skill.*`'),
    text: z.string().max(200).optional().describe('Words of the title, or the beginning of an id'),
    cursor: z.string().max(200).optional().describe('`next` of the page before'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: rows,
  example: { status: ['failed'] },
  async answer({ store }, { status, address, text, cursor, limit }) {
    const page = await store.runs.list({
      limit,
      ...(status ? { status } : {}),
      ...(address ? { address } : {}),
      ...(text ? { text } : {}),
      ...(cursor ? { cursor } : {}),
    })
    return { ...page, observedAt: new Date().toISOString() }
  },
})
