import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkBadge } from './check-badge.ts'

test('what was observed is told for a day, and then is unknown, however it was', () => {
  const at = '2026-11-22T00:00:00.000Z'
  assert.equal(checkBadge({ ok: true, at }, '2026-11-22T23:59:59.000Z').word, 'Answers')
  assert.equal(checkBadge({ ok: false, at }, '2026-11-22T23:59:59.000Z').tone, 'fail')
  assert.equal(checkBadge({ ok: true, at }, '2026-11-23T00:00:01.000Z').word, 'Unknown')
  assert.equal(checkBadge({ ok: false, at }, '2026-11-23T00:00:01.000Z').word, 'Unknown')
})
