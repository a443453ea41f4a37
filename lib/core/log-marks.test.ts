import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginsError, beginsRecord, continuesRecord, levelIn, marksOf, namesFailedTest, passesLevel } from './log-marks.ts'
import type { RawLine } from './log-writer.ts'

const record = (level: string, said = 'said') => `2026-11-22 03:12:44,204 123 ${level} db odoo.addons.x: ${said}`
const line = (text: string, stream: 'out' | 'err' = 'err'): RawLine => ['', stream, text]
const marks = (texts: string[], before = 0) =>
  marksOf(
    texts.map((text) => line(text)),
    before,
  )

test('lines after a record belong to it and are as bad as it says, also over the edge of a chunk', () => {
  const first = marks(['plain', record('ERROR'), 'Traceback (most recent call last):'])
  const next = marks(['  File "x"', record('INFO'), 'ERROR in an info'], first.at(-1))
  const all = [...first, ...next]
  assert.deepEqual(all.map(levelIn), ['info', 'error', 'error', 'error', 'info', 'info'])
  assert.deepEqual(all.map(beginsRecord), [false, true, false, false, true, false])
  assert.deepEqual(all.map(continuesRecord), [false, false, true, true, false, true])
})

test('a line of the other stream ends a record', () => {
  const found = marksOf([line(record('ERROR')), line('mine'), line('other', 'out'), line('mine again')], 0)
  assert.deepEqual([...found].map(continuesRecord), [false, true, false, false])
})

test('without a record a line is judged by its words, without its colours', () => {
  assert.deepEqual([...marks(['WARNING old', '\x1b[31mE   AssertionError: 2 != 3\x1b[0m', 'fine'])].map(levelIn), [
    'warning',
    'error',
    'info',
  ])
  assert.deepEqual(
    [...marks(['WARNING old', 'ERROR: no', 'fine'])].map((mark) => [
      passesLevel(mark, 'info'),
      passesLevel(mark, 'warning'),
      passesLevel(mark, 'error'),
    ]),
    [
      [true, true, false],
      [true, true, true],
      [true, false, false],
    ],
  )
})

test('an error begins once, however many lines it has', () => {
  const texts = ['ERROR: no', 'ERROR: no', 'fine', record('ERROR'), 'Traceback (most recent call last):', record('ERROR'), record('INFO')]
  const all = [...marks(texts)]
  assert.deepEqual(
    all.map((mark, index) => beginsError(mark, all[index - 1] ?? 0)),
    [true, false, false, true, false, true, false],
  )
})

test('failed tests are known as unittest, pytest and Odoo name them', () => {
  const names = [
    'FAIL: test_a (tests.test_b.TestC)',
    'ERROR: test_a (x)',
    'FAILED tests/test_a.py::test_b - no',
    record('ERROR', 'FAIL: TestC.test_a'),
  ]
  for (const text of names) assert.equal(namesFailedTest(marks([text])[0] ?? 0), true, text)
  for (const text of ['FAILED (failures=1)', 'ERROR: no space', 'Some text FAIL', record('INFO', 'FAIL: nothing')])
    assert.equal(namesFailedTest(marks([text])[0] ?? 0), false, text)
})

test('no known line has the mark of an unknown one', () => {
  assert.ok([...marks(['', 'x', record('INFO')])].every((mark) => mark !== 0))
})
