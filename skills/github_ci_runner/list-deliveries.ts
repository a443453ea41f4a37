import { z } from 'zod'
import { deliveryOutcomes } from '../../lib/core/delivery.ts'
import { defineRead } from '../../lib/core/skill.ts'

const row = z.object({
  seq: z.number().int(),
  name: z.string().nullable().describe('Of the delivery at GitHub; null for one that was refused'),
  event: z.string(),
  action: z.string(),
  repository: z.string(),
  ref: z.string().describe('The branch, tag or pull request that it is about'),
  at: z.string(),
  outcome: z.enum(deliveryOutcomes),
  why: z.string(),
  run: z.string().nullable(),
})

/** What GitHub has delivered, newest first, and what came of each. */
export const listDeliveries = defineRead({
  title: 'Deliveries of GitHub',
  summary: 'Lists what the webhook has delivered, what followed from it, and why nothing did.',
  effect: 'read',
  input: z.object({
    outcome: z.enum(deliveryOutcomes).optional().meta({ title: 'What came of it' }),
    cursor: z
      .string()
      .max(100)
      .optional()
      .meta({ title: 'Continue after', description: 'Where the page before ended: what it gave as next.' }),
    limit: z.number().int().min(1, 'At least 1.').max(200, 'At most 200.').default(50).meta({ title: 'Rows' }),
  }),
  output: z.object({ rows: z.array(row), next: z.string().nullable(), observedAt: z.string() }),
  example: { limit: 20 },
  async answer({ store }, { outcome, cursor, limit }) {
    return { ...(await store.deliveries.list({ outcome, cursor, limit })), observedAt: new Date().toISOString() }
  },
})
