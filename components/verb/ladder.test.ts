import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as server from '../../lib/core/ladder.ts'
import { isClimbed, leastReason, mostReason } from './ladder.ts'

test('a dialog asks for as much as the server does', () => {
  assert.deepEqual([leastReason, mostReason], [server.leastReason, server.mostReason])
})

test('the button waits for the very word, and on production for a reason', () => {
  const staging = { word: 'staging', needsReason: false }
  const tries = ['', 'stagin', 'Staging', 'staging', ' staging '].map((word) => isClimbed(staging, { word, reason: '' }))
  assert.deepEqual(tries, [false, false, false, true, true])
  const live = { word: 'live', needsReason: true }
  const reasons = ['', 'too short', '         x', 'long enough'].map((reason) => isClimbed(live, { word: 'live', reason }))
  assert.deepEqual(reasons, [false, false, false, true])
  assert.equal(isClimbed({ word: null, needsReason: false }, { word: '', reason: '' }), true)
})
