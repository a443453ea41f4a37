import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marksOf } from '../../lib/core/log-marks.ts'
import { LogIndex } from './log-index.ts'
import { allFolded, closedFolds, revealing, turn, type Unfolding } from './unfolding.ts'

const folds = [
  { head: 1, last: 3 },
  { head: 5, last: 9 },
]
const index = new LogIndex()
const record = (level: string) => `2026-11-22 03:12:44,204 1 ${level} db x: FAIL`
const marks = marksOf(
  [record('INFO'), '', '', '', record('ERROR')].map((text) => ['', 'err', text]),
  0,
)
index.take(marks, [])
const closed = (unfolding: Unfolding, chosen: number | null = null, arrivedAt: number | null = null) =>
  closedFolds(folds, index, unfolding, { chosen, arrivedAt }).map(({ head }) => head)

test('records are folded until somebody opens them, one or all', () => {
  assert.deepEqual(closed(allFolded), [1, 5])
  assert.deepEqual(closed(turn(allFolded, 5, true, false)), [1])
  const all = turn(turn(allFolded, 5, true, false), 1, true, true)
  assert.deepEqual(closed(all), [])
  assert.deepEqual(closed(turn(all, 1, false, false)), [1])
  assert.deepEqual(closed(turn(all, 1, false, true)), [1, 5])
})

test('a line that is marked is not hidden, and its record can be closed all the same', () => {
  assert.deepEqual(closed(allFolded, 7), [1])
  assert.deepEqual(closed(allFolded, 5), [1, 5], 'the first line is in sight anyway')
  const shut = turn(allFolded, 5, false, false)
  assert.deepEqual(closed(shut, 7), [1, 5])
  assert.deepEqual(closed(revealing(shut, folds, 8), 8), [1], 'until a line in it is looked for again')
  assert.equal(revealing(shut, folds, 5), shut)
  assert.equal(revealing(allFolded, folds, 8), allFolded)
  assert.equal(revealing(shut, folds, 4), shut)
})

test('a permalink to an error opens it, and to anything else does not', () => {
  assert.deepEqual(closed(allFolded, 5, 5), [1])
  assert.deepEqual(closed(allFolded, 1, 1), [1, 5])
})
