import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorsSaid } from './errors-said.ts'

const lines: Record<number, string> = { 7: 'ERROR no such table', 9: 'x'.repeat(1_000) }
const said = (...errors: number[]) => errorsSaid(errors, (number) => lines[number])

test('of errors the last is spoken, with how many there are and no more of it than one listens to', () => {
  assert.equal(said(), '')
  assert.equal(said(7), 'Error in line 7: ERROR no such table')
  assert.equal(said(3, 7), '2 errors, the last in line 7: ERROR no such table')
  assert.equal(said(9), `Error in line 9: ${'x'.repeat(200)}`)
  assert.equal(said(8), 'Error in line 8', 'also where its text is not here yet')
})
