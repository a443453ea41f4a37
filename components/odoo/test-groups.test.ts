import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestResult, TestStatus } from '../../lib/core/run.ts'
import { groupsOf, methodOf } from './test-groups.ts'

const result = (suite: string, name: string, status: TestStatus = 'passed', durationMs: number | null = 10): TestResult => ({
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

test('tests stand by module, class and method, and what is red comes first at each level', () => {
  const groups = groupsOf([
    result('a_green', 'TestA.test_1'),
    result('z_red', 'TestGreen.test_1'),
    result('z_red', 'TestRed.test_2'),
    result('z_red', 'TestRed.test_3', 'failed'),
    result('z_red', 'TestRed.test_1', 'skipped', null),
  ])
  assert.deepEqual(
    groups.map(({ suite, classes }) => [suite, ...classes.map(({ name, tests }) => [name, ...tests.map(methodOf)])]),
    [
      ['z_red', ['TestRed', 'test_3', 'test_1', 'test_2'], ['TestGreen', 'test_1']],
      ['a_green', ['TestA', 'test_1']],
    ],
  )
  assert.deepEqual(
    groups.map(({ red, skipped, passed, durationMs }) => [red, skipped, passed, durationMs]),
    [
      [1, 1, 2, 30],
      [0, 0, 1, 10],
    ],
  )
})

test('tests of another runner keep their names and stand under no class', () => {
  const python: TestResult = { ...result('tests.test_till', 'test_price', 'passed', null), id: 'tests.test_till.test_price' }
  assert.deepEqual(groupsOf([python]), [
    { suite: 'tests.test_till', red: 0, skipped: 0, passed: 1, durationMs: null, classes: [{ name: '', tests: [python] }] },
  ])
  assert.equal(methodOf(python), 'test_price')
})
