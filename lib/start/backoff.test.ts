import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinal, restartDelayMs } from './backoff.ts'

test('a part that keeps ending is started ever more slowly, but at least every ten seconds', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7, 100].map(restartDelayMs), [200, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})

test('ordinals read as English', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 112].map(ordinal), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '22nd',
    '103rd',
    '112th',
  ])
})
