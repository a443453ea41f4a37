import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fieldsOf } from '../lib/core/field.ts'
import type { Registry } from '../lib/core/skill.ts'
import { lateLooks } from './late-looks.ts'
import { looks } from './looks.ts'
import { verbs } from './registry.ts'

const registry: Registry = verbs
const all = Object.entries(registry)
const skills = [
  'github_ci_runner',
  'log_explorer',
  'shell_proxy',
  'module_dependency_resolver',
  'odoo_runbot_clone',
  'staging_promoter',
  'backup_manager',
  'mail_catcher',
  'monitoring_analyst',
  'oca_ipai_layout_enforcer',
  'control_room',
]

for (const [address, verb] of all) {
  test(`${address} keeps the contract`, () => {
    const [skill = '', name = ''] = address.split('.')
    assert.ok(skills.includes(skill), 'it belongs to one of the ten skills, or to the control room itself')
    assert.match(name, /^[a-z]+(_[a-z]+)*$/)
    assert.match(verb.title, /^[A-Z]/)
    assert.match(verb.summary, /\.$/)
    assert.ok(fieldsOf(verb.input).length >= 0, 'its input is flat')
    const parsed = verb.input.parse(verb.example)
    const isSecret = Object.keys(verb.output.shape).some((key) => /secret|password/.test(key))
    if ('change' in verb) assert.equal(verb.shownOnce === true, isSecret, 'an answer with a secret is shown once, and no other')
    if ('change' in verb) assert.ok(address.startsWith('control_room.'), 'only the control room itself is changed without a run')
    if (verb.effect !== 'read') assert.match(verb.confirm?.(parsed) ?? '', /\.$/, 'what changes something has a sentence to confirm')
    if (!('run' in verb)) return
    assert.ok(Object.keys(verb.steps).length > 0, 'what changes something has steps')
    for (const id of Object.keys(verb.deadlines ?? {})) assert.ok(id in verb.steps)
    if (verb.effect === 'destroy') assert.ok(verb.safeguard, 'what destroys has a safeguard, or says why not')
    for (const callee of verb.calls ?? []) {
      const called = registry[callee]
      assert.ok(called && 'run' in called, `${callee} is a verb that runs`)
      if (called.lock) assert.ok(verb.lock, `${callee} takes a lock, so its caller holds one`)
    }
    assert.doesNotThrow(() => verb.label?.(parsed))
  })
}

test('before code is run it is said how far it is kept from the machine', () => {
  for (const address of ['github_ci_runner.run', 'github_ci_runner.rerun']) {
    const verb = registry[address]
    const sentence = verb && 'run' in verb ? verb.confirm?.(verb.input.parse(verb.example)) : ''
    assert.match(sentence ?? '', /fresh environment\..*not isolated from it: run only code that you trust\.$/)
  }
})

test('an alias names one verb', () => {
  const aliases = all.flatMap(([, verb]) => (verb.alias ? [verb.alias] : []))
  assert.deepEqual(aliases, [...new Set(aliases)])
})

test('a question that is typed loads its own verb, which is the one of the registry', async () => {
  assert.deepEqual(
    Object.keys(lateLooks).sort(),
    Object.values(looks)
      .map(({ alias }) => alias)
      .sort(),
  )
  for (const [alias, load] of Object.entries(lateLooks))
    for (const [address, verb] of Object.entries(await load())) assert.deepEqual([verb === registry[address], verb.alias], [true, alias])
})

test('each file of a skill that defines a verb is in the registry', () => {
  const files = globSync('skills/*/*.ts').filter((file) =>
    /export const \w+ = define(?:Verb|Read|RunRead|Look|Change)\(/.test(readFileSync(file, 'utf8')),
  )
  const addresses = files.map((file) =>
    file.replace(/^skills\/(\w+)\/([\w-]+)\.ts$/, (_, skill: string, verb: string) => `${skill}.${verb.replaceAll('-', '_')}`),
  )
  assert.deepEqual(addresses.sort(), Object.keys(registry).sort())
})
