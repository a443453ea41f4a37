import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffOf } from './layout-diff.ts'

const lines = (expected: string[], found: string[]) => diffOf(expected, found).map(({ kind, text }) => `${kind} ${text}`)

test('where both agree there is one line, else what is found stands before what is wanted in its place', () => {
  assert.deepEqual(lines(['addons/ipai/', 'addons/oca/web/ @ 18.0'], ['addons/ipai/', 'addons/oca/web/ @ 17.0']), [
    'same addons/ipai/',
    'found addons/oca/web/ @ 17.0',
    'expected addons/oca/web/ @ 18.0',
  ])
})

test('what is missing and what is too much stand at their places', () => {
  assert.deepEqual(lines(['a/ @ 1', 'c/'], ['b/', 'c/']), ['expected a/ @ 1', 'found b/', 'same c/'])
  assert.deepEqual(lines([], []), [])
})
