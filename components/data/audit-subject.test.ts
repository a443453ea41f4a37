import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subjectOf } from './audit-subject.ts'

test('a run is told by its verb, its environment and its short id', () => {
  const details = { address: 'backup_manager.restore', input: { environment: 'staging/main', backup: 'b1' }, planDigest: 'x' }
  assert.deepEqual(subjectOf({ action: 'run.submit', target: 'd86d1a2b3c4d', details }), {
    verb: 'backup_manager.restore',
    environment: 'staging/main',
    target: 'd86d1a2b',
  })
  assert.deepEqual(subjectOf({ action: 'run.cancel', target: 'd86d1a2b3c4d', details: {} }), {
    verb: null,
    environment: null,
    target: 'd86d1a2b',
  })
})

test('anything else is told as it was recorded: a refused verb, a member, a session', () => {
  for (const [action, target] of [
    ['run.submit', 'backup_manager.restore'],
    ['session.open', 'anna@example.org'],
  ] as const)
    assert.deepEqual(subjectOf({ action, target, details: { address: 'x' } }), { verb: null, environment: null, target })
})
