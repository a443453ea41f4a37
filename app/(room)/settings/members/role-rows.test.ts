import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleFor } from '../../../../lib/core/policy.ts'
import type { Registry } from '../../../../lib/core/skill.ts'
import { skills } from '../../../../lib/devops-agent.ts'
import { rolesByVerb } from './role-rows.ts'

const registry: Registry = skills

test('the table has every verb once, under its skill, with the role that the policy asks for', () => {
  const rows = rolesByVerb(registry).flatMap(({ skill, verbs }) => verbs.map((verb) => ({ skill, ...verb })))
  assert.deepEqual(rows.map(({ address }) => address).sort(), Object.keys(registry).sort())
  for (const { skill, address, role } of rows) {
    assert.ok(address.startsWith(`${skill}.`))
    const verb = registry[address]
    assert.equal(role, verb && roleFor(verb))
  }
})
