import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestResult, TestStatus } from '../../lib/core/run.ts'
import { isOdooTest, kindOf, type ModuleRow, moduleBadges, moduleKinds, modulesOf, modulesPassing } from './module-rows.ts'
import { odooOf } from './odoo-run.ts'

const row = (more: Partial<ModuleRow>): ModuleRow => ({
  name: 'a',
  path: 'addons/a',
  state: 'tested',
  tests: 2,
  failed: 0,
  skipped: 0,
  warnings: 0,
  durationMs: 10,
  reason: null,
  ...more,
})
const result = (suite: string, name: string, status: TestStatus = 'passed', durationMs: number | null = 5): TestResult => ({
  id: `${suite}.${name}`,
  suite,
  name,
  status,
  file: null,
  line: null,
  durationMs,
  message: null,
  traceback: null,
})

test('only a module whose tests ran, were green and warned of nothing is plainly tested', () => {
  const cases: [Partial<ModuleRow>, keyof typeof moduleBadges][] = [
    [{}, 'tested'],
    [{ tests: 0 }, 'untested'],
    [{ warnings: 1 }, 'warned'],
    [{ failed: 1, warnings: 1 }, 'failed'],
    [{ state: 'failed', tests: 0 }, 'failed'],
    [{ state: 'not_installed' }, 'not_installed'],
    [{ state: 'left_out', tests: 0 }, 'left_out'],
    [{ state: 'reporting', warnings: null }, 'reporting'],
    [{ state: 'reporting', failed: 1 }, 'failed'],
  ]
  for (const [more, kind] of cases) assert.equal(kindOf(row(more)), kind, JSON.stringify(more))
})

test('each kind has a word of its own, and only plainly tested ones are green', () => {
  assert.deepEqual(Object.keys(moduleBadges).sort(), [...moduleKinds].sort())
  assert.equal(new Set(Object.values(moduleBadges).map(({ word }) => word)).size, moduleKinds.length)
  assert.deepEqual(
    moduleKinds.filter((kind) => moduleBadges[kind].tone === 'ok'),
    ['tested'],
  )
})

test('modules stand worst first, then by name', () => {
  const modules = [
    { name: 'z', state: 'left_out' },
    { name: 'd', state: 'tested', tests: 1 },
    { name: 'b', state: 'failed' },
    { name: 'c', state: 'tested', tests: 1, warnings: 1 },
    { name: 'e', state: 'not_installed' },
    { name: 'a', state: 'tested', tests: 1 },
    { name: 'f', state: 'tested' },
  ]
  assert.deepEqual(
    modulesOf(odooOf({ odoo: { modules } }), [], true).map(({ name }) => name),
    ['b', 'e', 'f', 'c', 'a', 'd', 'z'],
  )
})

test('while a run goes on its modules are counted from the tests that have reported', () => {
  const tests = [
    result('sale_x', 'TestA.test_one', 'passed', 10),
    result('stock_x', 'TestB.test_one', 'error', null),
    result('sale_x', 'TestA.test_two', 'skipped', 5),
    result('tests.test_till', 'test_price'),
  ]
  const unknown = { path: null, warnings: null, reason: null, state: 'reporting' }
  assert.deepEqual(modulesOf(null, tests, false), [
    { ...unknown, name: 'stock_x', tests: 1, failed: 1, skipped: 0, durationMs: null },
    { ...unknown, name: 'sale_x', tests: 2, failed: 0, skipped: 1, durationMs: 15 },
  ])
  assert.deepEqual(modulesOf(null, [], false), [])
  assert.deepEqual(
    modulesOf(null, tests, true).map((each) => moduleBadges[kindOf(each)].word),
    ['Failed', 'Not judged'],
    'and none is green when it ended before they were judged',
  )
})

test('a test of Odoo is told from those of Python by its name', () => {
  assert.equal(isOdooTest(result('sale_x', 'TestA.test_one')), true)
  assert.equal(isOdooTest({ id: 'tests.test_a.A.test_b', suite: 'tests.test_a.A', name: 'test_b' }), false)
  assert.equal(isOdooTest({ id: 'test_a.test_b[1.5]', suite: 'test_a', name: 'test_b[1.5]' }), false)
  assert.equal(isOdooTest({ id: 'other', suite: 'sale_x', name: 'TestA.test_one' }), false)
})

test('modules are filtered by what they are shown as, and by name, path or reason', () => {
  const rows = [
    row({ name: 'sale_x' }),
    row({ name: 'stock_x', path: 'oca/stock_x', tests: 0 }),
    row({ name: 'crm_x', reason: 'Needs Sale.' }),
  ]
  const names = (kind: 'untested' | null, text: string) => modulesPassing(rows, { kind, text }).map(({ name }) => name)
  assert.deepEqual(names(null, ' SALE '), ['sale_x', 'crm_x'])
  assert.deepEqual(names(null, 'oca/'), ['stock_x'])
  assert.deepEqual(names('untested', ''), ['stock_x'])
  assert.deepEqual(names(null, ''), ['sale_x', 'stock_x', 'crm_x'])
})
