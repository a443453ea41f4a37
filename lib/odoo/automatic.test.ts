import assert from 'node:assert/strict'
import { test } from 'node:test'
import { automaticAfter, countriesOf, triggersOf } from './automatic.ts'

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

test('on a database something new has to bring it: what is installed alone does not, and is not brought again', () => {
  const glue = { name: 'glue', triggers: ['sale', 'stock'] }
  const always = { name: 'always', triggers: [] }
  const after = (there: string[], installed: string[]) => names(automaticAfter(there, [glue, always], dependsOf, new Set(installed)))
  assert.deepEqual(after(['base', 'web', 'stock'], ['base', 'web', 'sale']), ['glue'])
  assert.deepEqual(after(['base', 'web'], ['base', 'web', 'sale', 'stock']), [])
  assert.deepEqual(after(['base', 'web', 'stock'], ['base', 'web', 'sale', 'glue']), [])
})

test('a localisation of Odoo itself is for its country, and one of the Union or of nobody for all', () => {
  assert.deepEqual(['l10n_ae', 'l10n_in_pos', 'l10n_eu_oss', 'l10n_gcc_invoice', 'l10n_account', 'sale'].map(countriesOf), [
    ['ae'],
    ['in'],
    [],
    [],
    [],
    [],
  ])
})
