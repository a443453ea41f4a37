import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '../../lib/core/field.ts'
import { filled } from './filled.ts'

const field = (kind: Field['kind'], preset: Field['default'] = null): Field => ({
  name: kind,
  kind,
  title: kind,
  help: '',
  required: false,
  default: preset,
  options: ['a', 'b'],
  isPath: false,
})
const presets = (fields: Field[], search: Record<string, string | string[]>) => filled(fields, search).map((one) => one.default)

test('an address fills the fields that it names, each as it can be filled', () => {
  assert.deepEqual(presets([field('text', 'x'), field('number', 1)], { text: 'y', number: '2' }), ['y', '2'])
  assert.deepEqual(presets([field('list')], { list: 'one' }), [['one']])
  assert.deepEqual(presets([field('list')], { list: ['one', 'two'] }), [['one', 'two']])
  assert.deepEqual(presets([field('switch', false), field('choice')], { switch: 'true', choice: 'b' }), [true, 'b'])
})

test('what an address does not name, or a field cannot hold, is as it was', () => {
  assert.deepEqual(presets([field('text', 'x'), field('choice', 'a')], { choice: 'c', other: 'y' }), ['x', 'a'])
})
