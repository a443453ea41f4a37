import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inputFrom } from './form.ts'

const fields = [
  { name: 'repo', kind: 'text' },
  { name: 'pr', kind: 'number' },
  { name: 'all', kind: 'switch' },
  { name: 'role', kind: 'choice' },
  { name: 'verbs', kind: 'list' },
] as const
const said = (...pairs: [string, string][]) => {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  return inputFrom(form, fields)
}

test('each field is said as its kind, and one that was left empty says nothing', () => {
  assert.deepEqual(said(['repo', ' crm '], ['pr', '142'], ['role', 'admin'], ['verbs', ' a.b \n\n c.* '], ['other', 'x']), {
    repo: 'crm',
    pr: 142,
    role: 'admin',
    verbs: ['a.b', 'c.*'],
    other: 'x',
  })
  assert.deepEqual(said(['repo', ' '], ['pr', ''], ['all', ''], ['verbs', '\n']), {})
})

test('a switch says what its last word is, so that one that is off can be said', () => {
  assert.deepEqual(said(['all', 'off'], ['all', 'on']), { all: true })
  assert.deepEqual(said(['all', 'off']), { all: false })
  assert.deepEqual(said(['all', 'maybe']), { all: 'maybe' })
})

test('what is no number stays as it was written, for the verb to refuse; what a framework adds is left out', () => {
  assert.deepEqual(said(['pr', 'twelve'], ['$ACTION_ID', 'x']), { pr: 'twelve' })
  const form = new FormData()
  form.set('repo', new Blob(['x']))
  assert.deepEqual(inputFrom(form, fields), {})
})
