import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogLine } from '../../lib/core/store.ts'
import { foldOf, foldsIn, rowsOf } from './folds.ts'
import { LogPages, linesPassing } from './log-model.ts'

const record = (level: string) => `2026-11-22 03:12:44,204 123 ${level} db odoo.addons.x: said`

/** Lines from 1; `E` and `I` begin records, all else is a line without a head. */
function log(...texts: (string | Partial<LogLine>)[]): { pages: LogPages; total: number } {
  const pages = new LogPages()
  const words: Record<string, string> = { E: record('ERROR'), I: record('INFO') }
  pages.put(
    texts.map((given, index) => {
      const { text = '', ...more } = typeof given === 'string' ? { text: given } : given
      return { number: index + 1, step: 'test', attempt: 1, at: '', stream: 'err', text: words[text] ?? text, ...more }
    }),
  )
  return { pages, total: texts.length }
}

test('lines without a head fold under the record before them', () => {
  const { pages, total } = log('before', 'I', 'E', 'Traceback', '  File', 'I', 'E', 'end')
  assert.deepEqual(foldsIn(pages, total), [
    { head: 3, last: 5 },
    { head: 7, last: 8 },
  ])
})

test('a log without records has no folds', () => {
  const { pages, total } = log('Traceback (most recent call last):', '  File "x"', 'ValueError: no')
  assert.deepEqual(foldsIn(pages, total), [])
})

test('what another step, another attempt or another stream says does not belong to a record', () => {
  for (const more of [{ step: 'report' }, { attempt: 2 }, { stream: 'out' as const }]) {
    const { pages, total } = log('E', 'mine', { text: 'other', ...more }, 'mine again')
    assert.deepEqual(foldsIn(pages, total), [{ head: 1, last: 2 }])
  }
})

test('a record is never taken to go on over lines that are not held', () => {
  const pages = new LogPages()
  const line = (number: number, text: string): LogLine => ({ number, step: 'test', attempt: 1, at: '', stream: 'err', text })
  pages.put([line(999, record('ERROR')), line(1_000, 'Traceback')])
  pages.put([line(2_001, '  File "x"'), line(2_002, record('INFO'))])
  assert.deepEqual(foldsIn(pages, 2_002), [{ head: 999, last: 1_000 }])
  pages.put([line(1_001, '  more')])
  assert.deepEqual(foldsIn(pages, 2_002), [{ head: 999, last: 1_001 }], 'and goes on over the edge of a page')
})

test('a live log folds as its lines come', () => {
  const { pages } = log('E', 'Traceback', '  File')
  assert.deepEqual(foldsIn(pages, 2), [{ head: 1, last: 2 }])
  assert.deepEqual(foldsIn(pages, 3), [{ head: 1, last: 3 }])
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
  const { pages, total } = log('I', '  ERROR in the middle of an info', 'E', 'Traceback', '  plain', 'I', 'plain')
  const errors = linesPassing(pages, total, { step: null, level: 'error' }, foldsIn(pages, total))
  assert.deepEqual(errors, [3, 4, 5])
})

test('folding 150,000 lines does not hold up the page', () => {
  const pages = new LogPages()
  const total = 150_000
  for (let from = 1; from <= total; from += 5_000)
    pages.put(
      Array.from({ length: 5_000 }, (_, index) => ({
        number: from + index,
        step: 'test',
        attempt: 1,
        at: '',
        stream: 'err' as const,
        text: (from + index) % 5 === 1 ? record('ERROR') : '  File "x"',
      })),
    )
  const started = performance.now()
  const found = foldsIn(pages, total)
  const rows = rowsOf(total, null, found)
  assert.equal(rows.count, 30_000)
  assert.ok(performance.now() - started < 500, `${performance.now() - started} ms`)
})
