import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modesFrom } from '../modes/modes.ts'
import {
  type Actor,
  atLeast,
  decide,
  type Mode,
  type ModeName,
  modeAllows,
  modeOf,
  type Question,
  type Role,
  roleFor,
  roles,
} from './policy.ts'

const actor = (role: Role, id = 'me'): Actor => ({ id, name: id, role, surface: 'web' })
const allowed = (question: Question, id?: string) => roles.filter((role) => decide(actor(role, id), question).allowed)
const modes = modesFrom('ops_surgeon')
const use = (effect: 'read' | 'write' | 'destroy', standard: ModeName = 'ops_surgeon'): Question => ({
  may: 'use',
  address: 'backup_manager.restore',
  verb: { effect },
  modes: modesFrom(standard),
})

test('the table of roles: who may do what', () => {
  assert.deepEqual(allowed(use('read')), ['viewer', 'developer', 'operator', 'admin'])
  assert.deepEqual(allowed(use('write')), ['developer', 'operator', 'admin'])
  assert.deepEqual(allowed(use('destroy')), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'read_run' }), ['viewer', 'developer', 'operator', 'admin'])
  assert.deepEqual(allowed({ may: 'cancel_run', startedBy: 'other', address: 'a.b', environments: [] }), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'cancel_run', startedBy: 'me', address: 'a.b', environments: [] }), ['developer', 'operator', 'admin'])
  assert.deepEqual(allowed({ may: 'approve_run', startedBy: 'other', verb: { effect: 'destroy' }, isOwnAgent: false }), [
    'operator',
    'admin',
  ])
  assert.deepEqual(allowed({ may: 'approve_run', startedBy: 'me', verb: { effect: 'destroy' }, isOwnAgent: false }), [])
  assert.deepEqual(allowed({ may: 'approve_run', startedBy: 'me', verb: { effect: 'destroy' }, isOwnAgent: true }), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'read_audit' }), ['admin'])
  assert.deepEqual(allowed({ may: 'manage_members' }), ['admin'])
})

test('a verb may ask for more than its effect does', () => {
  assert.equal(roleFor({ effect: 'read', role: 'operator' }), 'operator')
  assert.deepEqual(allowed({ may: 'use', address: 'a.b', verb: { effect: 'read', role: 'admin' }, modes }), ['admin'])
})

const reasonOf = (asking: Actor, question: Question) => {
  const decision = decide(asking, question)
  return decision.allowed ? null : decision.reason
}

test('a mode refuses what is outside it and says which one to switch to, but it never refuses a read', () => {
  assert.equal(reasonOf(actor('admin'), use('destroy', 'ci_guard')), 'Not in CI guard. Switch to Ops surgeon (needs role Operator).')
  assert.equal(
    reasonOf({ ...actor('admin'), mode: 'manifest_steward' }, use('write')),
    'Not in Manifest steward. Switch to Ops surgeon (needs role Operator).',
  )
  const resolver: Question = {
    may: 'use',
    address: 'module_dependency_resolver.add',
    verb: { effect: 'write' },
    modes: modesFrom('ci_guard'),
  }
  assert.equal(reasonOf(actor('developer'), resolver), 'Not in CI guard. Switch to Manifest steward (needs role Developer).')
  assert.equal(reasonOf(actor('viewer'), use('read', 'ci_guard')), null)
  const guard: Mode = modes.all.ci_guard
  assert.equal(modeAllows(guard, 'github_ci_runner.run'), true)
  assert.equal(modeAllows({ ...guard, allows: ['a.b'] }, 'a.b'), true)
  assert.equal(modeAllows({ ...guard, allows: ['a.b'] }, 'a.c'), false)
  const nowhere = { all: { ...modes.all, ops_surgeon: { ...modes.all.ops_surgeon, allows: [] } }, standard: 'ops_surgeon' } as const
  assert.equal(reasonOf(actor('admin'), { may: 'use', address: 'a.b', verb: { effect: 'write' }, modes: nowhere }), 'Not in Ops surgeon.')
})

test('a mode is the chosen one, else the configured one; the configured one is everybody’s, another takes its role', () => {
  assert.equal(modeOf({}, modes).name, 'ops_surgeon')
  assert.equal(modeOf({ mode: 'ci_guard' }, modes).name, 'ci_guard')
  assert.deepEqual(allowed({ may: 'switch_mode', to: modes.all.ops_surgeon, modes: modesFrom('ci_guard') }), ['operator', 'admin'])
  assert.deepEqual(allowed({ may: 'switch_mode', to: modes.all.ops_surgeon, modes }), ['viewer', 'developer', 'operator', 'admin'])
  const held = { ...actor('admin'), token: { id: 't', name: 'ci', verbs: ['*'], environments: ['*'] } }
  assert.equal(reasonOf(held, { may: 'switch_mode', to: modes.all.ci_guard, modes }), 'Token ci keeps its mode.')
})

test('a refusal names the role that it takes', () => {
  const decision = decide(actor('viewer'), use('destroy'))
  assert.deepEqual(decision, {
    allowed: false,
    reason: 'Using backup_manager.restore needs role Operator.',
    hint: 'You are viewer. Ask an admin for role operator, or somebody who has it.',
    needs: 'operator',
  })
  assert.equal(atLeast('admin', 'viewer'), true)
})

const program = (verbs: string[], environments = ['*']): Actor => ({
  ...actor('admin'),
  surface: 'http',
  token: { id: 't', name: 'ci', verbs, environments },
})
const using = (address: string, environments?: string[]): Question => ({
  may: 'use',
  address,
  verb: { effect: 'write' },
  modes,
  ...(environments ? { environments } : {}),
})

test('a token may use what its scope names, whatever its owner may', () => {
  assert.equal(reasonOf(program(['backup_manager.*']), using('backup_manager.restore')), null)
  assert.equal(
    reasonOf(program(['backup_manager.backup']), using('backup_manager.restore')),
    'Token ci may not use backup_manager.restore.',
  )
  assert.equal(reasonOf(program(['*'], ['staging']), using('backup_manager.restore', ['staging'])), null)
  assert.equal(
    reasonOf(program(['*'], ['staging']), using('backup_manager.restore', ['staging', 'production'])),
    'Token ci may not touch environment production.',
  )
})

test('a token reads and cancels the runs of its scope', () => {
  const reading: Question = { may: 'read_run', address: 'backup_manager.restore' }
  assert.equal(reasonOf(program(['backup_manager.*']), reading), null)
  assert.equal(reasonOf(program(['control_room.run']), reading), null)
  assert.equal(reasonOf(program(['mail_catcher.*']), { may: 'read_run' }), null)
  assert.equal(reasonOf(program(['mail_catcher.*']), reading), 'Token ci may not use backup_manager.restore.')
  const cancelling: Question = { may: 'cancel_run', startedBy: 'me', address: 'backup_manager.restore', environments: [] }
  assert.equal(reasonOf(program(['backup_manager.*']), cancelling), null)
  assert.equal(reasonOf(program(['control_room.*']), cancelling), 'Token ci may not use backup_manager.restore.')
})

test('a token that names one way to read runs reads all of them in that way, and in no other', () => {
  const reading = (by?: string): Question => ({ may: 'read_run', address: 'backup_manager.restore', by })
  assert.equal(reasonOf(program(['control_room.log']), reading('control_room.log')), null)
  assert.equal(reasonOf(program(['control_room.log']), reading('control_room.tests')), 'Token ci may not use backup_manager.restore.')
  assert.equal(reasonOf(program(['control_room.log']), reading()), 'Token ci may not use backup_manager.restore.')
})

test('a token reads and cancels no run that touches an environment beyond its own', () => {
  const touched = { address: 'backup_manager.restore', environments: ['staging', 'production'] }
  for (const question of [
    { may: 'read_run', ...touched },
    { may: 'read_run', by: 'control_room.run', ...touched },
    { may: 'cancel_run', startedBy: 'me', ...touched },
  ] satisfies Question[]) {
    assert.equal(reasonOf(program(['*'], ['staging', 'production']), question), null)
    assert.equal(reasonOf(program(['*'], ['staging']), question), 'Token ci may not touch environment production.')
  }
})

test('no program approves, manages members, or makes tokens; nor does an agent without a token', () => {
  const agent: Actor = { ...actor('admin'), surface: 'mcp' }
  for (const [asking, who] of [
    [program(['*']), 'Token ci'],
    [agent, 'An agent'],
  ] as const) {
    const approving: Question = { may: 'approve_run', startedBy: 'other', verb: { effect: 'destroy' }, isOwnAgent: true }
    assert.equal(reasonOf(asking, approving), `${who} may not approve runs: that takes a person.`)
    assert.equal(reasonOf(asking, { may: 'manage_members' }), `${who} may not manage members: that takes a person.`)
    assert.equal(reasonOf(asking, using('control_room.create_token')), `${who} may not use control_room.create_token: that takes a person.`)
  }
  assert.equal(reasonOf(agent, using('backup_manager.restore')), null)
})
