import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../core/error.ts'
import { agreementIn, agreementOf } from './agreement.ts'

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
