import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { errorCodes, OpsError, problemOf } from './error.ts'
import { fieldsOf } from './field.ts'
import { parseInput } from './input.ts'
import { planOf } from './plan.ts'
import { distance, route } from './router.ts'
import { type AnyRunVerb, defineRead, defineVerb } from './skill.ts'
import { versionOf } from './version.ts'

const input = z.object({
  repo: z.string().min(1, 'names a repository').meta({ title: 'Repository', description: 'A name or a URL' }),
  pullRequest: z.number().int().optional(),
  force: z.boolean().default(false),
  level: z.enum(['low', 'high']).default('low'),
  tags: z.array(z.string()).default(['a']),
})
const read = defineRead({
  title: 'List',
  summary: 'Lists.',
  effect: 'read',
  input: z.object({}),
  output: z.object({}),
  example: {},
  answer: async () => ({}),
})
const write = defineVerb({
  title: 'Run',
  summary: 'Runs.',
  effect: 'write',
  alias: 'ci',
  input,
  output: z.object({}),
  example: { repo: 'x' },
  steps: { a: 'First' },
  lock: ({ repo }) => `repo:${repo}`,
  confirm: ({ repo }) => `Run ${repo}`,
  label: ({ repo }) => `CI of ${repo}`,
  run: async () => ({}),
})
const verbs = { 'one.run': write, 'one.list': read, 'two.list': read }
const thrown = (work: () => unknown): OpsError => {
  try {
    work()
  } catch (error) {
    if (error instanceof OpsError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('the fields of an input carry kind, title, help, default and options', () => {
  assert.deepEqual(
    fieldsOf(input).map(({ name, kind, title, required, default: value, options }) => [name, kind, title, required, value, options]),
    [
      ['repo', 'text', 'Repository', true, null, []],
      ['pullRequest', 'number', 'Pull request', false, null, []],
      ['force', 'switch', 'Force', false, false, []],
      ['level', 'choice', 'Level', false, 'low', ['low', 'high']],
      ['tags', 'list', 'Tags', false, ['a'], []],
    ],
  )
  assert.equal(fieldsOf(input)[0]?.help, 'A name or a URL')
  assert.throws(() => fieldsOf(z.object({ deep: z.object({}) })), /deep is not flat/)
})

test('an input that does not fit is named field by field, and the known inputs are listed', () => {
  const error = thrown(() => parseInput(input, { repo: '', brnach: 'x', force: 'yes' }))
  assert.equal(error.code, 'invalid')
  assert.deepEqual(Object.keys(error.fields).sort(), ['brnach', 'force', 'repo'])
  assert.equal(error.fields.repo, 'names a repository')
  assert.match(error.hint, /repo, pullRequest, force, level, tags/)
  assert.match(thrown(() => parseInput(z.object({}), { a: 1 })).hint, /none/)
  assert.deepEqual(parseInput(input, { repo: 'x' }), { repo: 'x', force: false, level: 'low', tags: ['a'] })
})

test('any input at all is parsed or refused with an OpsError, never anything else', () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      try {
        parseInput(input, anything)
      } catch (error) {
        assert.ok(error instanceof OpsError)
      }
    }),
  )
})

test('a verb is found by address, by skill, by alias and by its MCP name', () => {
  for (const name of ['one.run', 'one', 'ci', 'one__run']) assert.equal(route(verbs, name).address, 'one.run')
  assert.equal(route(verbs, 'two').address, 'two.list')
})

test('an unknown name gets the nearest one as a hint, or all of them', () => {
  assert.match(thrown(() => route(verbs, 'one.rnu')).hint, /Did you mean one\.run\?/)
  assert.match(thrown(() => route(verbs, 'completely different')).hint, /There are: one\.run/)
  assert.equal(thrown(() => route({}, 'x')).code, 'not_found')
})

test('the distance of two words is a metric', () => {
  const word = fc.string({ maxLength: 8 })
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      assert.equal(distance(a, b), distance(b, a))
      assert.equal(distance(a, b) === 0, a === b)
      assert.ok(distance(a, c) <= distance(a, b) + distance(b, c))
    }),
  )
  assert.equal(distance('kitten', 'sitting'), 3)
})

const at = (version: string) => ({ version, environments: {} })

test('the digest of a plan changes with the input, the steps and the release', () => {
  const plan = planOf('one.run', write, { repo: 'x' }, at('v1'))
  assert.deepEqual([plan.title, plan.sentence, plan.lock, plan.steps], ['CI of x', 'Run x', 'repo:x', [{ id: 'a', title: 'First' }]])
  const others = [planOf('one.run', write, { repo: 'y' }, at('v1')), planOf('one.run', write, { repo: 'x' }, at('v2'))]
  assert.equal(new Set([plan, ...others].map(({ digest }) => digest)).size, 3)
  assert.equal(planOf('one.run', write, { repo: 'x' }, at('v1')).digest, plan.digest)
  const { label: _l, confirm: _c, lock: _k, ...bare } = write
  const none = planOf('one.run', bare as AnyRunVerb, {}, at('v1'))
  assert.deepEqual([none.title, none.sentence, none.lock], ['Run', null, null])
})

test('the version changes with addresses, steps and calls, and not with the order of the registry', () => {
  const version = versionOf(verbs)
  assert.equal(versionOf({ 'two.list': read, 'one.run': write }), version)
  assert.notEqual(versionOf({ 'one.runs': write }), version)
  assert.notEqual(versionOf({ 'one.run': { ...write, steps: { a: 'First', b: 'Second' } } }), version)
  assert.notEqual(versionOf({ 'one.run': { ...write, calls: ['one.run'] } }), version)
})

test('whatever is thrown becomes a problem without a stack', () => {
  assert.deepEqual(problemOf(new OpsError('timeout', 'm', 'h')), { code: 'timeout', message: 'm', hint: 'h' })
  assert.equal(problemOf(new Error('x')).code, 'internal')
  assert.equal(problemOf('text').message, 'text')
  for (const [code, { http, exit }] of Object.entries(errorCodes)) {
    assert.ok(http >= 200)
    assert.equal(exit === 0, code === 'warnings', `${code}: no error ends with exit code 0, and a warning is none`)
  }
})

test('a NUL in an input is refused in words, wherever it stands', () => {
  for (const raw of [{ repo: 'a\0' }, { 're\0po': 'a' }, { repo: 'x', tags: ['\0'] }]) {
    assert.match(thrown(() => parseInput(input, raw)).message, /NUL character/)
  }
})
