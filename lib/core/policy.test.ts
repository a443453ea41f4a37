import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modes } from '../modes/modes.ts'
import { type Actor, atLeast, decide, modeAllows, type Question, type Role, roleFor, roles } from './policy.ts'

const actor = (role: Role, id = 'me'): Actor => ({ id, name: id, role, surface: 'web' })
const allowed = (question: Question, id?: string) => roles.filter((role) => decide(actor(role, id), question).allowed)
const use = (effect: 'read' | 'write' | 'destroy', mode = modes.ops_surgeon): Question => ({
  may: 'use',
  address: 'backup_manager.restore',
  verb: { effect },
  mode,
})

test('the table of roles: who may do what', () => {
  assert.deepEqual(allowed(use('read')), ['viewer', 'developer', 'operator', 'admin'])
  assert.deepEqual(allowed(use('write')), ['developer', 'operator', 'admin'])
  assert.deepEqual(allowed(use('destroy')), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'read_run' }), ['viewer', 'developer', 'operator', 'admin'])
  assert.deepEqual(allowed({ may: 'cancel_run', startedBy: 'other' }), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'cancel_run', startedBy: 'me' }), ['developer', 'operator', 'admin'])
  assert.deepEqual(allowed({ may: 'approve_run', startedBy: 'other', verb: { effect: 'destroy' } }), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'approve_run', startedBy: 'me', verb: { effect: 'destroy' } }), [])
  assert.deepEqual(allowed({ may: 'read_audit' }), ['admin'])
  assert.deepEqual(allowed({ may: 'manage_members' }), ['admin'])
})

test('a verb may ask for more than its effect does', () => {
  assert.equal(roleFor({ effect: 'read', role: 'operator' }), 'operator')
  assert.deepEqual(allowed({ may: 'use', address: 'a.b', verb: { effect: 'read', role: 'admin' }, mode: modes.ops_surgeon }), ['admin'])
})

test('a mode refuses what is outside it, but never a read', () => {
  const decision = decide(actor('admin'), use('destroy', modes.ci_guard))
  assert.equal(decision.allowed, false)
  assert.match(decision.allowed ? '' : decision.reason, /not in mode CI guard/)
  assert.equal(decide(actor('viewer'), use('read', modes.ci_guard)).allowed, true)
  assert.equal(modeAllows(modes.ci_guard, 'github_ci_runner.run'), true)
  assert.equal(modeAllows({ ...modes.ci_guard, allows: ['a.b'] }, 'a.b'), true)
  assert.equal(modeAllows({ ...modes.ci_guard, allows: ['a.b'] }, 'a.c'), false)
})

test('a refusal names the role that it takes', () => {
  const decision = decide(actor('viewer'), use('destroy'))
  assert.deepEqual(decision, { allowed: false, reason: 'Using backup_manager.restore needs role Operator.', needs: 'operator' })
  assert.equal(atLeast('admin', 'viewer'), true)
})
