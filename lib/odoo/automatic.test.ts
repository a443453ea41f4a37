import assert from 'node:assert/strict'
import { test } from 'node:test'
import { automaticAfter, triggersOf } from './automatic.ts'

const needs = new Map(
  Object.entries({
    base: [],
    web: ['base'],
    sale: ['web'],
    stock: ['web'],
    glue: ['sale', 'stock'],
    more: ['glue', 'extra'],
    extra: ['web'],
  }),
)
const dependsOf = (name: string) => needs.get(name)
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name)

test('a module says what brings it: all that it needs, a part of it, nothing at all, or that nothing does', () => {
  assert.deepEqual(triggersOf({ autoInstall: true, depends: ['a', 'b'] }), ['a', 'b'])
  assert.deepEqual(triggersOf({ autoInstall: ['a'], depends: ['a', 'b'] }), ['a'])
  assert.deepEqual(triggersOf({ autoInstall: [], depends: ['a'] }), [])
  assert.equal(triggersOf({ autoInstall: false, depends: ['a'] }), null)
})

test('glue comes once all that it waits for is there, and not before', () => {
  const glue = { name: 'glue', triggers: ['sale', 'stock'] }
  assert.deepEqual(automaticAfter(['base', 'web', 'sale'], [glue], dependsOf), [])
  assert.deepEqual(automaticAfter(['base', 'web', 'sale', 'stock'], [glue], dependsOf), [glue])
})

test('what is brought may bring more, with all that it needs itself', () => {
  const glue = { name: 'glue', triggers: ['sale', 'stock'] }
  const more = { name: 'more', triggers: ['glue'] }
  const last = { name: 'last', triggers: ['extra'] }
  assert.deepEqual(names(automaticAfter(['base', 'web', 'sale', 'stock'], [last, more, glue], dependsOf)), ['glue', 'more', 'last'])
})

test('what is there already is not brought, and what waits for nothing always is', () => {
  const always = { name: 'always', triggers: [] }
  assert.deepEqual(names(automaticAfter(['base'], [always, { name: 'base', triggers: [] }], dependsOf)), ['always'])
})
