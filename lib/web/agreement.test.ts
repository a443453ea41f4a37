import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../core/error.ts'
import { agreementIn, agreementOf, wantsPlan } from './agreement.ts'

test('whatever a page sends, an agreement is texts or nothing', () => {
  const nothing = { planDigest: undefined, word: undefined, reason: undefined }
  for (const given of [undefined, null, 'digest', 3, [], { word: 3, reason: {} }]) assert.deepEqual(agreementIn(given), nothing)
  assert.deepEqual(agreementIn({ planDigest: 'd', word: 'w', reason: 'r', more: 1 }), { planDigest: 'd', word: 'w', reason: 'r' })
})

test('headers carry any word of any language, and what is badly encoded is refused', () => {
  const headers = { 'if-match': '"d"', 'typed-word': 'remove%20member', reason: encodeURIComponent('Schlüssel verloren – neu') }
  assert.deepEqual(agreementOf(new Request('http://room', { headers })), {
    planDigest: 'd',
    word: 'remove member',
    reason: 'Schlüssel verloren – neu',
  })
  assert.throws(() => agreementOf(new Request('http://room', { headers: { reason: '%zz' } })), OpsError)
})

test('a plan is asked for with 1; what can be read in two ways is refused', () => {
  const wants = (query: string) => wantsPlan({ url: `http://room/api/skills/a/b${query}` })
  assert.deepEqual([wants('?plan=1'), wants('?plan=0'), wants('')], [true, false, false])
  for (const query of ['?plan', '?plan=', '?plan=yes', '?plan=false', '?plan=2'])
    assert.throws(() => wants(query), /plan: is to be 1 or 0\./)
})
