import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf, isBroken } from './finding.ts'

const places = (text: string, wanted: string, how = {}) =>
  findingOf({ text: wanted, isRegex: false, matchCase: false, ...how }).placesIn(text)

test('a text is marked wherever it stands, whatever its case or only in its own', () => {
  assert.deepEqual(places('aXbxx', 'x'), [
    [1, 2],
    [3, 4],
    [4, 5],
  ])
  assert.deepEqual(places('aXbxx', 'X', { matchCase: true }), [[1, 2]])
  assert.deepEqual(places('a.b(c', '.b('), [[1, 4]])
  assert.deepEqual(places('abc', ''), [])
})

test('an expression is marked where it finds something', () => {
  assert.deepEqual(places('test_1 ok', '_\\d', { isRegex: true }), [[4, 6]])
  assert.deepEqual(places('abc', 'x*', { isRegex: true }), [])
})

test('of a very long line the beginning is marked', () => {
  assert.equal(places('x'.repeat(5_000), 'x').length, 100)
  assert.deepEqual(places(`${' '.repeat(5_000)}x`, 'x'), [])
})

test('what is no expression is known for that, and marks nothing', () => {
  const wanted = { text: '(', isRegex: true, matchCase: false }
  assert.equal(isBroken(wanted), true)
  assert.deepEqual(findingOf(wanted).placesIn('('), [])
  assert.equal(isBroken({ ...wanted, isRegex: false }), false)
  assert.equal(isBroken({ ...wanted, text: '(a)' }), false)
})
