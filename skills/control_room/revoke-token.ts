import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { TokenRow } from '../../lib/core/room.ts'
import { defineChange } from '../../lib/core/skill.ts'
import { tokenRow } from './shapes.ts'
import { decideTokens } from './tokens.ts'

export const revokeToken = defineChange({
  title: 'Revoke a token',
  summary: 'Ends a token at once, everywhere. An admin may end anybody’s.',
  effect: 'write',
  role: 'viewer',
  input: z.object({ token: z.string().min(1, 'names a token').max(80).describe('Its id, or its name').meta({ title: 'Token' }) }),
  output: z.object({ token: tokenRow }),
  example: { token: 'ci-laptop' },
  confirm: ({ token }) => `Revoke token ${token}.`,
  async told({ actor, store }, { token: wanted }) {
    const [found, other] = called(await store.tokens.list(decideTokens(actor)), wanted)
    if (!found || other) return ''
    const { id, name, runsToday } = found
    const jobs = runsToday === 0 ? 'No job' : runsToday === 1 ? '1 job' : `${runsToday} jobs`
    return `${wanted === id ? `It is called ${name}. ` : ''}${jobs} used it today.`
  },
  async change({ actor, store, room }, { token: wanted }) {
    const seen = await store.tokens.list(decideTokens(actor))
    const found = chosen(seen, wanted)
    if (found.state === 'revoked') throw new OpsError('conflict', `Token ${found.name} is revoked already.`, 'There is nothing to do.')
    const token = await room.tokens.revoke(found.id)
    const before = { state: found.state, owner: found.owner.email, lastUsedAt: found.lastUsedAt }
    return { answer: { token }, target: `token ${found.name}`, before, after: { state: token.state, id: token.id } }
  },
})

/** The one of this id, or all that still work and have this name. */
function called(tokens: TokenRow[], wanted: string): TokenRow[] {
  const byId = tokens.find(({ id }) => id === wanted)
  return byId ? [byId] : tokens.filter(({ name, state }) => name === wanted && state === 'active')
}

/** By its id; by its name, if one that still works has it alone. */
function chosen(tokens: TokenRow[], wanted: string): TokenRow {
  const [found, other] = called(tokens, wanted)
  if (other) throw new OpsError('invalid', `Several members have a token called ${wanted}.`, 'Give its id.')
  if (found) return found
  throw new OpsError('not_found', `No token ${wanted} here.`, '`devops-agent token list` shows those that are.')
}
