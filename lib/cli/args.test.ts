import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { argumentsOf, flagOf, type Value } from '../core/command.ts'
import { OpsError } from '../core/error.ts'
import type { Field } from '../core/field.ts'
import { readArguments } from './args.ts'
import { flag } from './flag.ts'

const fields: readonly Field[] = [
  flag('repo', 'text', ''),
  flag('testDeadline', 'number', ''),
  flag('keep_folder', 'switch', ''),
  flag('kind', 'choice', ''),
  flag('status', 'list', ''),
]
const read = (...tokens: string[]) => readArguments(tokens, fields)
const refused = (message: string, hint: string, ...tokens: string[]) =>
  assert.throws(
    () => read(...tokens),
    (error: unknown) => {
      assert.ok(error instanceof OpsError)
      assert.deepEqual([error.code, error.message, error.hint], ['invalid', message, hint])
      return true
    },
  )

const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const valuesOf = fc.record(
  {
    repo: text,
    testDeadline: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    keep_folder: fc.boolean(),
    kind: text,
    status: fc.array(text, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: [] },
)

test('whatever values are written as flags are read back, and words stay where they are', () => {
  fc.assert(
    fc.property(valuesOf, fc.array(text), (values: Record<string, Value>, words) => {
      const given = readArguments([...argumentsOf(values), '--', ...words], fields)
      assert.deepEqual({ ...given.values }, { ...values })
      assert.deepEqual(given.words, words)
    }),
  )
})

test('kebab, snake and camel case name the same flag', () => {
  for (const typed of ['--test-deadline', '--test_deadline', '--testDeadline'])
    assert.deepEqual(read(typed, '3').values, { testDeadline: 3 })
  for (const typed of ['--keep-folder', '--keep_folder', '--keepFolder=true']) assert.deepEqual(read(typed).values, { keep_folder: true })
})

test('a switch is denied with --no- or =false', () => {
  assert.deepEqual(read('--no-keep-folder').values, { keep_folder: false })
  assert.deepEqual(read('--keep-folder=false').values, { keep_folder: false })
  refused('--keep-folder is a switch, not “maybe”.', 'Write --keep-folder or --no-keep-folder.', '--keep-folder=maybe')
  refused('There is no flag --no-repo.', 'Flags are: --repo, --test-deadline, --keep-folder, --kind, --status.', '--no-repo')
})

test('a value may be empty, hold an equals sign or begin with a dash, but is never a flag of the command', () => {
  assert.deepEqual(read('--repo', '').values, { repo: '' })
  assert.deepEqual(read('--repo=a=b').values, { repo: 'a=b' })
  assert.deepEqual(read('--repo', '--upload-pack=x').values, { repo: '--upload-pack=x' })
  assert.deepEqual(read('--repo', '-x', '-5').words, ['-5'])
  refused('--repo needs a value.', 'If --kind is the value, write --repo=--kind.', '--repo', '--kind', 'x')
  refused('--repo needs a value.', 'If -- is the value, write --repo=--.', '--repo', '--')
  refused('--repo needs a value.', 'Write --repo VALUE.', '--repo')
})

test('a number is a number', () => {
  for (const typed of ['ten', '', ' ', '1x', 'Infinity'])
    refused(`--test-deadline is to be a number, not “${typed}”.`, 'For example --test-deadline 1.', `--test-deadline=${typed}`)
  assert.deepEqual(read('--test-deadline', '-1.5e3').values, { testDeadline: -1500 })
})

test('a list grows, anything else is given once', () => {
  assert.deepEqual(read('--status', 'failed', '--status=queued').values, { status: ['failed', 'queued'] })
  refused('--repo is given twice.', 'Give it once.', '--repo', 'a', '--repo', 'b')
})

test('an unknown flag is named with the nearest one, or with all, and never with its value', () => {
  refused('There is no flag --rpo.', 'Did you mean --repo?', '--rpo=secret')
  refused('There is no flag --password.', 'Flags are: --repo, --test-deadline, --keep-folder, --kind, --status.', '--password=hunter2')
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,12}(-[a-z]{1,8})?$/), (name) => {
      fc.pre(!fields.some((field) => [name, name.replace(/^no-/, '')].map((one) => `--${one}`).includes(flagOf(field.name))))
      assert.throws(() => read(`--${name}`), OpsError)
    }),
  )
})
