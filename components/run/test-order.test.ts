import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestResult, TestStatus } from '../../lib/core/run.ts'
import { failingFirst, isRed, placeOf, testsPassing } from './test-order.ts'

const result = (id: string, status: TestStatus, file: string | null = null, line: number | null = null): TestResult => ({
  id,
  status,
  suite: 'tests.test_a',
  name: id,
  file,
  line,
  durationMs: null,
  message: status === 'failed' ? 'AssertionError: 2 != 3' : null,
  traceback: null,
})

const tests = [
  result('p', 'passed', 'a.py', 1),
  result('s', 'skipped'),
  result('f2', 'failed', 'b.py', 2),
  result('e', 'error', 'a.py'),
  result('f1', 'failed', 'b.py', 1),
  result('f0', 'failed', 'b.py', 1),
]

test('what failed comes first, in reading order', () => {
  assert.deepEqual(
    failingFirst(tests).map(({ id }) => id),
    ['e', 'f0', 'f1', 'f2', 's', 'p'],
  )
  assert.deepEqual(tests.filter(isRed).length, 4)
})

test('a filter looks at the status and at the words', () => {
  const ids = (status: TestStatus | null, text: string) => testsPassing(tests, { status, text }).map(({ id }) => id)
  assert.deepEqual(ids(null, ''), ['p', 's', 'f2', 'e', 'f1', 'f0'])
  assert.deepEqual(ids('failed', ''), ['f2', 'f1', 'f0'])
  assert.deepEqual(ids(null, ' ASSERTION '), ['f2', 'f1', 'f0'])
  assert.deepEqual(ids(null, 'A.PY'), ['p', 'e'])
})

test('a place is as exact as is known', () => {
  assert.deepEqual(tests.slice(0, 4).map(placeOf), ['a.py:1', 'tests.test_a', 'b.py:2', 'a.py'])
})
