import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksOf } from '../../lib/core/log-marks.ts'
import type { LogLine } from '../../lib/core/store.ts'
import { headingOf, LogPages, levelOfName, lineOfHash, linesPassing, nextMatch, pageLines } from './log-model.ts'

const line = (number: number, more: Partial<LogLine> = {}): LogLine => ({
  number,
  step: 'test',
  attempt: 1,
  at: '2026-11-22T03:12:44.000Z',
  stream: 'out',
  text: `line ${number}`,
  mark: marksOf([['', 'out', more.text ?? '']], 0)[0] ?? 0,
  ...more,
})
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index))

test('lines are held once, whatever order they come in', () => {
  const pages = new LogPages()
  let woken = 0
  const leave = pages.watch(() => {
    woken += 1
  })
  pages.put([])
  pages.put(lines(990, 1_010))
  pages.put(lines(1_000, 1_020))
  assert.equal(woken, 2)
  assert.equal(pages.version, 2)
  assert.equal(pages.get(1_000)?.text, 'line 1000')
  assert.equal(pages.get(1_001)?.number, 1_001)
  assert.equal(pages.get(989), undefined)
  leave()
  pages.put([line(1)])
  assert.equal(woken, 2)
})

test('what is missing is told, line by line', () => {
  const pages = new LogPages()
  assert.deepEqual(pages.missing([1, 2]), [1, 2])
  pages.put(lines(1, 10))
  assert.deepEqual(pages.missing([9, 10, 11, 5_000]), [11, 5_000])
  assert.deepEqual(pages.missing([1, 10]), [])
})

test('the page that was not used the longest is let go, and missing again', () => {
  const pages = new LogPages()
  for (let page = 0; page < 64; page += 1) pages.put([line(page * pageLines + 1)])
  assert.deepEqual(pages.missing([1]), [])
  pages.put([line(64 * pageLines + 1)])
  assert.ok(pages.get(1), 'it was looked at')
  assert.deepEqual(pages.missing([pageLines + 1]), [pageLines + 1])
  assert.ok(pages.get(64 * pageLines + 1))
})

test('lines are filtered by step and level', () => {
  const pages = new LogPages()
  pages.put([
    line(1, { step: 'fetch' }),
    line(2),
    line(3, { text: 'WARNING old' }),
    line(4, { text: '\x1b[31mE   AssertionError: 2 != 3\x1b[0m' }),
    line(5, { step: 'fetch', text: 'ERROR: no' }),
  ])
  assert.deepEqual(linesPassing(pages.index, 6, { step: null, level: 'info' }), [1, 2, 3, 4, 5])
  assert.deepEqual(linesPassing(pages.index, 6, { step: 'test', level: 'info' }), [2, 3, 4])
  assert.deepEqual(linesPassing(pages.index, 6, { step: null, level: 'warning' }), [3, 4, 5])
  assert.deepEqual(linesPassing(pages.index, 6, { step: 'fetch', level: 'error' }), [5])
})

test('one goes from match to match, and round at the ends', () => {
  assert.equal(nextMatch([3, 7, 9], 3, 1), 7)
  assert.equal(nextMatch([3, 7, 9], 9, 1), 3)
  assert.equal(nextMatch([3, 7, 9], 3, -1), 9)
  assert.equal(nextMatch([3, 7, 9], 8, -1), 7)
  assert.equal(nextMatch([], 1, 1), null)
})

test('permalinks and headings', () => {
  assert.deepEqual(['#L1420', '#L0', '#Lx', '', '#L1420x'].map(lineOfHash), [1420, null, null, null, null])
  assert.deepEqual(headingOf(line(2), undefined), { step: 'test', attempt: 1 })
  assert.equal(headingOf(line(2), line(1)), null)
  assert.deepEqual(headingOf(line(2, { attempt: 2 }), line(1)), { step: 'test', attempt: 2 })
})

test('a level in an address is one of those that there are', () => {
  assert.deepEqual(['error', 'warning', 'debug', null].map(levelOfName), ['error', 'warning', 'info', 'info'])
})
