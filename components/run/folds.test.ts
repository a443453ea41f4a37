import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksOf } from '../../lib/core/log-marks.ts'
import { areSame, baseFor, foldOf, foldsIn, rowsAtOnce, rowsFrom, rowsOf } from './folds.ts'
import { LogIndex } from './log-index.ts'
import { linesPassing } from './log-model.ts'

const record = (level: string) => `2026-11-22 03:12:44,204 123 ${level} db odoo.addons.x: said`

/** Lines from 1; `E` and `I` begin records, all else is a line without a head. */
function log(...texts: string[]): { index: LogIndex; total: number } {
  const index = new LogIndex()
  const words: Record<string, string> = { E: record('ERROR'), I: record('INFO') }
  const marks = marksOf(
    texts.map((text) => ['', 'err', words[text] ?? text]),
    0,
  )
  index.take(marks, [{ from: 1, to: texts.length, step: 'test', attempt: 1 }])
  return { index, total: texts.length }
}

test('lines without a head fold under the record before them', () => {
  const { index, total } = log('before', 'I', 'E', 'Traceback', '  File', 'I', 'E', 'end')
  assert.deepEqual(foldsIn(index, total), [
    { head: 3, last: 5 },
    { head: 7, last: 8 },
  ])
})

test('a log without records has no folds', () => {
  const { index, total } = log('Traceback (most recent call last):', '  File "x"', 'ValueError: no')
  assert.deepEqual(foldsIn(index, total), [])
})

test('a live log folds as its lines come', () => {
  const { index } = log('E', 'Traceback', '  File')
  assert.deepEqual(foldsIn(index, 2), [{ head: 1, last: 2 }])
  assert.deepEqual(foldsIn(index, 3), [{ head: 1, last: 3 }])
})

const folds = [
  { head: 3, last: 5 },
  { head: 7, last: 8 },
]

test('rows leave out what closed folds hide, and every line knows the row that shows it', () => {
  const rows = rowsOf(10, null, folds)
  const numbers = Array.from({ length: rows.count }, (_, index) => rows.numberAt(index))
  assert.deepEqual(numbers, [1, 2, 3, 6, 7, 9, 10])
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => numbers[rows.indexOf(number)]),
    [1, 2, 3, 3, 3, 6, 7, 7, 9, 10],
  )
  const open = rowsOf(10, null, [])
  assert.deepEqual([open.count, open.numberAt(9), open.indexOf(4)], [10, 10, 3])
})

test('the same among the lines that pass a filter', () => {
  const rows = rowsOf(10, [3, 4, 5, 8, 10], folds)
  const numbers = Array.from({ length: rows.count }, (_, index) => rows.numberAt(index))
  assert.deepEqual(numbers, [3, 10])
  assert.deepEqual(
    [3, 5, 10, 6].map((number) => rows.indexOf(number)),
    [0, 0, 1, -1],
  )
})

test('rows and lines lead to each other for any folds', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const lines = 1 + ((seed * 7919) % 90)
    const some: { head: number; last: number }[] = []
    for (let head = 1 + (seed % 3); head < lines; head += 2 + ((seed * head) % 7)) {
      if ((some.at(-1)?.last ?? 0) < head) some.push({ head, last: Math.min(lines, head + 1 + ((seed + head) % 4)) })
    }
    const hidden = new Set(some.flatMap(({ head, last }) => Array.from({ length: last - head }, (_, index) => head + 1 + index)))
    const wanted = Array.from({ length: lines }, (_, index) => index + 1).filter((number) => !hidden.has(number))
    const rows = rowsOf(lines, null, some)
    assert.deepEqual(
      Array.from({ length: rows.count }, (_, index) => rows.numberAt(index)),
      wanted,
    )
    assert.deepEqual(wanted.map(rows.indexOf), [...wanted.keys()])
  }
})

test('a line belongs to its record, the first line of it included', () => {
  assert.deepEqual(
    [2, 3, 5, 6, 8].map((number) => foldOf(folds, number)?.head ?? null),
    [null, 3, 3, null, 7],
  )
})

test('a filter by level keeps a record whole: its lines pass with its first one', () => {
  const { index, total } = log('I', '  ERROR in the middle of an info', 'E', 'Traceback', '  plain', 'I', 'plain')
  const errors = linesPassing(index, total, { step: null, level: 'error' })
  assert.deepEqual(errors, [3, 4, 5])
})

test('folding a million lines does not hold up the page', () => {
  const index = new LogIndex()
  const total = 1_000_000
  const five = marksOf(
    [record('ERROR'), '  a', '  b', '  c', '  d'].map((text) => ['', 'err', text]),
    0,
  )
  const marks = new Uint8Array(total).map((_, place) => five[place % 5] ?? 0)
  index.take(marks, [{ from: 1, to: total, step: 'test', attempt: 1 }])
  const started = process.cpuUsage()
  const found = foldsIn(index, total)
  const rows = rowsOf(total, null, found)
  const spent = process.cpuUsage(started)
  assert.equal(rows.count, 200_000)
  assert.equal(rows.numberAt(199_999), 999_996)
  assert.ok(spent.user / 1000 < 500, `${spent.user / 1000} ms`)
})

test('folds are the same when they hide the same lines', () => {
  assert.equal(areSame(folds, [...folds]), true)
  assert.equal(areSame(folds, folds.slice(1)), false)
  assert.equal(
    areSame(folds, [
      { head: 3, last: 5 },
      { head: 7, last: 9 },
    ]),
    false,
  )
})

test('of very many rows a part is laid out, wherever somebody wants to be', () => {
  const few = rowsOf(rowsAtOnce, null, [])
  assert.equal(rowsFrom(few, 0), few)
  const count = 2_000_000
  const all = rowsOf(count, null, [])
  const base = baseFor(1_000_000, count, 0)
  const rows = rowsFrom(all, base)
  assert.equal(rows.count, rowsAtOnce)
  assert.equal(rows.numberAt(rows.indexOf(1_000_001)), 1_000_001)
  assert.deepEqual([rows.indexOf(1), rows.indexOf(count)], [-1, -1])
  assert.equal(baseFor(base + 10, count, base), base, 'what is laid out stays')
  assert.equal(baseFor(0, count, base), 0)
  const end = baseFor(count - 1, count, base)
  assert.equal(rowsFrom(all, end).numberAt(rowsAtOnce - 1), count)
  assert.equal(baseFor(5, 10, 400_000), 0, 'and fewer rows begin at the first')
})
