import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AskFailed } from './ask.ts'
import { connectionOf } from './connection-of.ts'

const read = { error: null, errorUpdatedAt: 0, dataUpdatedAt: 1_000, failureCount: 0 }

test('what is shown is live only while it is read', () => {
  assert.deepEqual(connectionOf(read, 500, 1_500), { kind: 'live' })
  assert.deepEqual(connectionOf(read, 500, 2_500), { kind: 'live' })
  assert.deepEqual(connectionOf(read, 500, 2_501), { kind: 'lagging', ageMs: 1_501 })
  assert.deepEqual(connectionOf({ ...read, failureCount: 1 }, 500, 1_500), { kind: 'connecting' })
  assert.deepEqual(connectionOf({ ...read, error: new Error('gone'), errorUpdatedAt: 2_000, failureCount: 3 }, 500, 9_000), {
    kind: 'lost',
    since: 1_500,
    knownAt: 1_000,
    retryAt: 2_500,
  })
  assert.deepEqual(connectionOf({ ...read, error: new AskFailed('Sign in first.', '', 401) }, 500, 9_000), { kind: 'signed_out' })
})
