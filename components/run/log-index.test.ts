import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelIn, marksOf } from '../../lib/core/log-marks.ts'
import type { LogLine } from '../../lib/core/store.ts'
import { errorsIn, LogIndex } from './log-index.ts'

const error = marksOf([['', 'out', 'ERROR: no']], 0)[0] ?? 0
const plain = marksOf([['', 'out', 'yes']], 0)[0] ?? 0
const line = (number: number, step = 'test', mark = plain): LogLine => ({ number, step, attempt: 1, at: '', stream: 'out', text: '', mark })

test('of a line that nobody has told of nothing is known', () => {
  const index = new LogIndex()
  assert.equal(index.mark(1), 0)
  assert.equal(index.mark(10_000), 0)
  assert.deepEqual(index.stretches, [])
})

test('lines that come live are added to what the server told, whichever is first', () => {
  const told = [
    { from: 1, to: 2, step: 'fetch', attempt: 1 },
    { from: 3, to: 5, step: 'test', attempt: 1 },
  ]
  const whole = [
    { from: 1, to: 2, step: 'fetch', attempt: 1 },
    { from: 3, to: 7, step: 'test', attempt: 1 },
    { from: 8, to: 8, step: 'report', attempt: 1 },
  ]
  const live = [5, 6, 7].map((number) => line(number)).concat(line(8, 'report'))
  for (const first of ['live', 'told']) {
    const index = new LogIndex()
    if (first === 'live') index.put(live)
    index.take(new Uint8Array(5).fill(error), structuredClone(told))
    if (first === 'told') index.put(live)
    assert.deepEqual(index.stretches, whole, first)
    assert.deepEqual(
      [4, 5, 6].map((number) => levelIn(index.mark(number))),
      ['error', 'error', 'info'],
    )
  }
})

test('what is known of a line is not changed by its text, and nothing is told anew', () => {
  const index = new LogIndex()
  index.take(new Uint8Array(2).fill(error), [{ from: 1, to: 2, step: 'test', attempt: 1 }])
  const { version } = index
  index.put([line(1), line(2)])
  assert.equal(index.version, version)
  assert.equal(index.mark(2), error)
  index.put([line(9_000)])
  assert.ok(index.version > version)
})

test('errors are where they begin', () => {
  const index = new LogIndex()
  index.put([line(1), line(2, 'test', error), line(3, 'test', error), line(4), line(5, 'test', error)])
  assert.deepEqual(errorsIn(index, 5), [2, 5])
  assert.deepEqual(errorsIn(index, 4), [2])
})
