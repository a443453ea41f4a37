import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from './error.ts'
import { type Agreement, agreed } from './ladder.ts'
import { type Plan, planOf } from './plan.ts'
import type { Actor } from './policy.ts'
import type { AnyRunVerb } from './skill.ts'

const environments = { live: { stage: 'production' }, trial: { stage: 'staging' } } as const
const verb = {
  title: 'Restore',
  effect: 'destroy',
  steps: { a: 'First' },
  run: async () => ({}),
  confirm: ({ environment }: Record<string, unknown>) => `Replace ${environment}`,
  lock: ({ environment }: Record<string, unknown>) => `environment:${environment}`,
} as unknown as AnyRunVerb
const person: Pick<Actor, 'surface'> = { surface: 'web' }
const planFor = (environment: string, of: Partial<AnyRunVerb> = {}): Plan =>
  planOf('backup_manager.restore_all', { ...verb, ...of } as AnyRunVerb, { environment }, { version: '1', environments })

function refusalOf(plan: Plan, agreement: Agreement, actor: Pick<Actor, 'surface' | 'token'> = person): string {
  try {
    agreed(actor, plan, agreement)
    return 'none'
  } catch (error) {
    assert.ok(error instanceof OpsError)
    return error.code
  }
}

test('the word is the environment that is locked, else the name of the verb, and none for what only writes', () => {
  assert.equal(planFor('trial').word, 'trial')
  assert.equal(planFor('trial', { lock: () => 'backup:trial' }).word, 'restore all')
  assert.equal(planFor('trial', { effect: 'write' }).word, null)
})

test('only what destroys on production needs a reason, by its lock or by its input', () => {
  const needs = [
    planFor('live'),
    planFor('live', { lock: () => 'x' }),
    planFor('trial'),
    planFor('other'),
    planFor('live', { effect: 'write' }),
  ]
  assert.deepEqual(
    needs.map(({ needsReason }) => needsReason),
    [true, true, false, false, false],
  )
})

test('a person at a page types the word; a terminal and a program are asked in their own way', () => {
  const plan = planFor('trial')
  const { digest: planDigest } = plan
  const tries: Agreement[] = [{}, { planDigest }, { planDigest, word: 'Trial' }, { word: 'trial' }, { planDigest: 'old', word: 'trial' }]
  assert.deepEqual(
    tries.map((agreement) => refusalOf(plan, agreement)),
    tries.map(() => 'conflict'),
  )
  assert.equal(refusalOf(plan, { planDigest, word: ' trial ' }), 'none')
  assert.equal(refusalOf(plan, { planDigest }, { surface: 'http' }), 'conflict')
  const token = { id: 't', name: 't', verbs: ['*'], environments: ['*'] }
  for (const actor of [{ surface: 'cli' }, { surface: 'mcp' }, { surface: 'http', token }] as const) {
    assert.equal(refusalOf(plan, { planDigest }, actor), 'none')
    assert.equal(refusalOf(plan, {}, actor), 'conflict')
  }
})

test('a reason is kept, has a bound, and may not be missing or short on production, whoever asks', () => {
  const plan = planFor('live')
  const given = (reason?: string): Agreement => ({ planDigest: plan.digest, word: 'live', reason })
  assert.equal(agreed(person, plan, given('  broken by the upgrade ')), 'broken by the upgrade')
  for (const actor of [person, { surface: 'cli' }, { surface: 'mcp' }] as const)
    for (const reason of [undefined, '', 'too short', '          ', 'x'.repeat(501)])
      assert.equal(refusalOf(plan, given(reason), actor), 'invalid', reason)
  const write = planFor('live', { effect: 'write' })
  assert.deepEqual([agreed(person, write, {}), agreed(person, write, { reason: 'x' })], [null, 'x'])
})
