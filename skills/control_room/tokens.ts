import { z } from 'zod'
import { type Actor, decide } from '../../lib/core/policy.ts'
import { defineRead } from '../../lib/core/skill.ts'
import { tokenRow } from './shapes.ts'

export const tokens = defineRead({
  title: 'Tokens',
  summary: 'Lists tokens: what each may do, until when, and when it was last used. Whoever is not an admin sees their own.',
  effect: 'read',
  input: z.object({}),
  output: z.object({ rows: z.array(tokenRow), next: z.null(), own: z.boolean(), observedAt: z.string() }),
  example: {},
  async answer({ actor, store }) {
    const owner = decideTokens(actor)
    return { rows: await store.tokens.list(owner), next: null, own: owner !== undefined, observedAt: new Date().toISOString() }
  },
})

/** Whose tokens somebody may see and end: their own, or everybody's (undefined). A program sees its owner's. */
export function decideTokens(actor: Actor): string | undefined {
  return decide(actor, { may: 'manage_members' }).allowed ? undefined : actor.id
}
