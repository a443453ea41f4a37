import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf } from './finding.ts'
import { partsOfLine } from './line-parts.ts'

const record = '2026-11-22 03:12:44,204 123 CRITICAL run_f00 odoo.modules: no module named sale'
const partsOf = (text: string, sought = '') => {
  const { word, level, segments, marks } = partsOfLine(text, findingOf({ text: sought, isRegex: false, matchCase: false }))
  const shown = segments.map((segment) => segment.text).join('')
  return { word, level, shown, marked: marks.map(([start, end]) => shown.slice(start, end)) }
}

test('a record of Odoo is printed from its logger on: its time and level have columns of their own', () => {
  assert.deepEqual(partsOf(record), { word: 'CRITICAL', level: 'error', shown: 'odoo.modules: no module named sale', marked: [] })
  assert.deepEqual(partsOf(record, 'MODULE').marked, ['module', 'module'])
})

test('what is searched for is seen, also where it stands before that', () => {
  assert.equal(partsOf(record, '12:44,204').shown, record)
  assert.deepEqual(partsOf(record, 'run_f00').marked, ['run_f00'])
})

test('any other line is printed as it is, with a guess of its level', () => {
  assert.deepEqual(partsOf('FAILED test_a.py::test_b'), { word: 'error', level: 'error', shown: 'FAILED test_a.py::test_b', marked: [] })
  assert.deepEqual(partsOf('12 passed'), { word: '', level: 'info', shown: '12 passed', marked: [] })
  const coloured = record.replace('CRITICAL', '\u001b[31mCRITICAL\u001b[0m')
  assert.deepEqual([partsOf(coloured).word, partsOf(coloured).shown], ['CRITICAL', record])
})
