import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tieBadge } from './tie-badge.ts'

test('what was found is told for a day, and then is unknown, as it is before the first check', () => {
  const at = '2026-11-22T00:00:00.000Z'
  assert.equal(tieBadge({ ok: true, at }, '2026-11-22T23:59:59.000Z').word, 'Well')
  assert.equal(tieBadge({ ok: false, at }, '2026-11-22T23:59:59.000Z').tone, 'fail')
  assert.equal(tieBadge({ ok: true, at }, '2026-11-23T00:00:01.000Z').word, 'Unknown')
  assert.equal(tieBadge({ ok: false, at: null }, at).word, 'Unknown')
})
