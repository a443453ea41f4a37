import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OdooTest } from '../../../lib/odoo/test-report.ts'
import { resultOf, statesIn } from './execute.ts'
import { moduleOf } from './modules.fixture.ts'
import { failing, stepWith } from './step.fixture.ts'

const ended: OdooTest = {
  module: 'a',
  className: 'T',
  method: 'test_x',
  status: 'passed',
  file: 'tests/test_x.py',
  line: null,
  durationMs: null,
  message: null,
  traceback: null,
}
const placeOf = (test: OdooTest, modules = [moduleOf('a', [])], places = new Map<string, { file: string; line: number }>()) => {
  const { file, line } = resultOf(test, modules, places)
  return [file, line]
}

test('a test stands where it failed, else where it is defined, in its file as the tree has it', () => {
  const places = new Map([['a.T.test_x', { file: 'addons/a/tests/test_x.py', line: 9 }]])
  assert.deepEqual(placeOf(ended, undefined, places), ['addons/a/tests/test_x.py', 9])
  assert.deepEqual(placeOf({ ...ended, line: 12 }, undefined, places), ['addons/a/tests/test_x.py', 12])
  assert.deepEqual(placeOf(ended), ['addons/a/tests/test_x.py', null])
  assert.deepEqual(placeOf(ended, [{ ...moduleOf('a', []), path: '.' }]), ['tests/test_x.py', null])
  assert.deepEqual(placeOf({ ...ended, file: null }), [null, null])
  assert.deepEqual(placeOf(ended, []), [null, null])
})

test('a database that Odoo never filled has no modules; one that does not answer is no answer', async () => {
  const asking = (query: () => Promise<never>) => statesIn(stepWith({ postgres: { query } }).step, 'run_r1')
  assert.deepEqual(await asking(failing('invalid')), {})
  await assert.rejects(asking(failing('unavailable')), { code: 'unavailable' })
})
