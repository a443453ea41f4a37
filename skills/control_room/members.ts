import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'
import { rows } from './shapes.ts'

export const members = defineRead({
  title: 'Members',
  summary: 'Lists who may sign in, by address, with their roles.',
  effect: 'read',
  input: z.object({
    text: z.string().max(200).optional().describe('Found in name and address'),
    cursor: z.string().max(200).optional().describe('Where the page before ended: what it gave as next'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: rows,
  example: {},
  async answer({ store }, { text, cursor, limit }) {
    const page = await store.members.list({ limit, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) })
    return { ...page, observedAt: new Date().toISOString() }
  },
})
