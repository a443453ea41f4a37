import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newsOf, serverIn } from './server-news.ts'

const before = { bootedAt: '2026-11-26T02:00:00.000Z', build: 'a' }
const later = '2026-11-26T03:10:00.000Z'

test('only a later server is news, and only another build asks for a reload', () => {
  const none = { restartedAt: null, isUpdated: false }
  assert.deepEqual(newsOf(before, null), none)
  assert.deepEqual(newsOf(before, before), none)
  assert.deepEqual(newsOf({ ...before, bootedAt: later }, { ...before, build: 'b' }), none)
  assert.deepEqual(newsOf(before, { bootedAt: later, build: 'a' }), { restartedAt: later, isUpdated: false })
  assert.deepEqual(newsOf(before, { bootedAt: later, build: 'b' }), { restartedAt: later, isUpdated: true })
})

test('an answer names its server whole, or not at all', () => {
  const of = (headers: Record<string, string>) => serverIn(new Headers(headers))
  assert.deepEqual(of({ 'x-room-booted': later, 'x-room-build': 'b' }), { bootedAt: later, build: 'b' })
  for (const headers of [{}, { 'x-room-build': 'b' }, { 'x-room-booted': later }, { 'x-room-booted': 'soon', 'x-room-build': 'b' }])
    assert.equal(of(headers as Record<string, string>), null)
})
