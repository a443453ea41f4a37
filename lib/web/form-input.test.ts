import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { defineRead } from '../core/skill.ts'
import { formInput } from './form-input.ts'

const shown = defineRead({
  title: 'T',
  summary: 'S.',
  effect: 'read',
  input: z.object({ text: z.string(), days: z.number(), all: z.boolean(), verbs: z.array(z.string()), role: z.enum(['a', 'b']) }),
  output: z.object({}),
  example: { text: 'x', days: 1, all: true, verbs: [], role: 'a' },
  answer: async () => ({}),
})
const read = (...pairs: [string, string][]) => {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value)
  return formInput({ 'a.b': shown }, 'a.b', form)
}

test('a form says values of the kinds that the verb takes', () => {
  assert.deepEqual(read(['text', ' 5 '], ['days', '30'], ['all', 'on'], ['verbs', 'a.b, c.*\nd.e'], ['verbs', 'f.g'], ['role', 'b']), {
    text: '5',
    days: 30,
    all: true,
    verbs: ['a.b', 'c.*', 'd.e', 'f.g'],
    role: 'b',
  })
})

test('what is empty, or the page’s own, says nothing; what does not fit is left to the verb', () => {
  assert.deepEqual(read(['text', '  '], ['$x', '1'], ['days', 'many'], ['all', 'perhaps'], ['other', 'x']), {
    days: 'many',
    all: 'perhaps',
    other: 'x',
  })
  assert.deepEqual(read(['all', 'false']), { all: false })
  assert.deepEqual(read(['all', 'false'], ['all', 'true']), { all: true })
})
