import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from './near.ts'
import { paint } from './paint.ts'
import { durationOf, table, timeOf } from './table.ts'

test('columns have the width of what is seen', () => {
  assert.deepEqual(
    table([
      ['a', paint.red('bb'), 'c'],
      ['aaa', 'b', ''],
    ]),
    [`a    ${paint.red('bb')}  c`, 'aaa  b'],
  )
  assert.deepEqual(table([]), [])
})

test('times and durations are read at a glance', () => {
  assert.equal(timeOf('2026-11-22T21:14:03.123Z'), '2026-11-22 21:14:03 UTC')
  assert.equal(timeOf(null), '-')
  assert.deepEqual([0, 9949, 9950, 59_400, 184_000].map(durationOf), ['0.0 s', '9.9 s', '10 s', '59 s', '3 min 4 s'])
})

test('a slip of the finger has a nearest name, another word has none', () => {
  assert.equal(nearest('brnach', ['branch', 'repo']), 'branch')
  assert.equal(nearest('weather', ['branch', 'repo']), undefined)
  assert.equal(nearest('x', []), undefined)
})
