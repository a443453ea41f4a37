import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogLine } from '../../lib/core/store.ts'
import { headingOf, LogPages, levelOf, lineOfHash, linesMatching, linesPassing, matchesIn, nextMatch, pageLines } from './log-model.ts'

const line = (number: number, more: Partial<LogLine> = {}): LogLine => ({
  number,
  step: 'test',
  attempt: 1,
  at: '2026-11-22T03:12:44.000Z',
  stream: 'out',
  text: `line ${number}`,
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

test('what is missing is asked for in stretches', () => {
  const pages = new LogPages()
  assert.deepEqual(pages.missing(1, 50, 5_000), { from: 1, count: 50 })
  pages.put(lines(1, 10))
  pages.put(lines(31, 40))
  assert.deepEqual(pages.missing(-5, 40, 5_000), { from: 11, count: 20 })
  assert.deepEqual(pages.missing(1, 40, 5), { from: 11, count: 5 })
  assert.equal(pages.missing(31, 40, 5_000), null)
  assert.equal(pages.missing(1, 0, 5_000), null)
})

test('a page that is too much is let go, and missing again', () => {
  const pages = new LogPages()
  for (let page = 0; page < 201; page += 1) pages.put([line(page * pageLines + 1)])
  assert.equal(pages.get(1), undefined)
  assert.ok(pages.get(200 * pageLines + 1))
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
  assert.deepEqual(linesPassing(pages, 6, { step: null, level: 'info' }), [1, 2, 3, 4, 5])
  assert.deepEqual(linesPassing(pages, 6, { step: 'test', level: 'info' }), [2, 3, 4])
  assert.deepEqual(linesPassing(pages, 6, { step: null, level: 'warning' }), [3, 4, 5])
  assert.deepEqual(linesPassing(pages, 6, { step: 'fetch', level: 'error' }), [5])
})

test('levels are read from the words', () => {
  const of = (level: string, texts: string[]) =>
    assert.deepEqual(
      texts.map(levelOf),
      texts.map(() => level),
    )
  of('error', [
    'E   assert 2 == 3',
    'FAILED tests/test_a.py::test_b',
    'FAIL: test_b',
    'Traceback (most recent call last):',
    'ValueError: no',
    '2026-01-01 1 ERROR db x: y',
  ])
  of('warning', ['WARNING: pip is old', '2026-01-01 1 WARNING db x: y'])
  of('info', ['12 passed', 'no errors found', 'Collecting pytest'])
})

test('search finds, marks and goes round', () => {
  const pages = new LogPages()
  pages.put(lines(1, 12))
  assert.deepEqual(linesMatching(pages, 12, 'LINE 1', null), [1, 10, 11, 12])
  assert.deepEqual(linesMatching(pages, 12, 'line 1', [2, 11]), [11])
  assert.deepEqual(linesMatching(pages, 12, '', null), [])
  assert.deepEqual(matchesIn('aXbxx', 'x'), [
    [1, 2],
    [3, 4],
    [4, 5],
  ])
  assert.deepEqual(matchesIn('abc', ''), [])
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
