import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToldContext } from '../../lib/core/skill.ts'
import { revokeToken } from './revoke-token.ts'

const token = (id: string, name: string, runsToday: number) => ({ id, name, runsToday, state: 'active' })

/** What is said of revoking a token, among these. */
function told(tokens: object[], wanted: string): Promise<string> | undefined {
  const context = { actor: { id: 'u1', name: 'op1', role: 'admin', surface: 'web' }, store: { tokens: { list: async () => tokens } } }
  return revokeToken.told?.(context as unknown as ToldContext, { token: wanted })
}

test('what used a token today is said before it is revoked; by its id, also what it is called', async () => {
  const tokens = [token('t0', 'idle', 0), token('t1', 'one', 1), token('t2', 'many', 2)]
  assert.equal(await told(tokens, 'idle'), 'No job used it today.')
  assert.equal(await told(tokens, 'one'), '1 job used it today.')
  assert.equal(await told(tokens, 't2'), 'It is called many. 2 jobs used it today.')
})

test('of none, and of several of one name, nothing is said: revoking them is refused', async () => {
  assert.equal(await told([], 'idle'), '')
  assert.equal(await told([token('t0', 'same', 0), token('t1', 'same', 1)], 'same'), '')
})
