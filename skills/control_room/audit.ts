import { z } from 'zod'
import { decide } from '../../lib/core/policy.ts'
import type { AuditFilter } from '../../lib/core/proof.ts'
import { defineRead } from '../../lib/core/skill.ts'
import { said } from './shapes.ts'

export const audit = defineRead({
  title: 'Audit',
  summary: 'Lists who did what, newest first. Whoever is not an admin sees their own rows.',
  effect: 'read',
  input: z.object({
    who: z.string().max(100).optional().describe('A part of the name of whoever did it'),
    what: z.string().max(200).optional().describe('A part of the action, or of what it was done to'),
    surface: z
      .enum(['web', 'http', 'cli', 'mcp', 'webhook', 'schedule'])
      .optional()
      .describe('The way in: web, HTTP, command line, MCP, webhook or schedule'),
    outcome: z.enum(['done', 'refused', 'failed']).optional(),
    cursor: z.string().max(40).optional().describe('Where the page before ended: what it gave as next'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    rows: z.array(z.unknown()),
    next: z.string().nullable(),
    own: z.boolean(),
    verified: z.object({ ok: z.boolean(), upTo: z.number(), problem: z.string().nullable(), at: z.string() }),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ actor, store }, given) {
    const own = !decide(actor, { may: 'read_audit' }).allowed
    const page = await store.audit.list({ ...said<AuditFilter>(given), ...(own ? { actor: actor.id } : {}) })
    return { ...page, own, verified: await store.audit.state(), observedAt: new Date().toISOString() }
  },
})
