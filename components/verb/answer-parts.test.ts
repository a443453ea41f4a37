import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerParts, cellOf } from './answer-parts.ts'

test('rows become columns of what is plain in any of them, the rest is told by its name', () => {
  const rows = [{ id: 'a', deep: { x: 1 }, none: null }, { id: 'b', note: 'two' }, 'no row']
  const { columns, facts, rows: shown } = answerParts({ rows, next: null, deep: {}, ok: true })
  assert.deepEqual(
    [columns, shown.length, facts],
    [
      ['id', 'note'],
      2,
      [
        ['next', null],
        ['ok', true],
      ],
    ],
  )
  assert.deepEqual(answerParts({ rows: 'x' }), { columns: [], rows: [], facts: [] })
})

test('a cell is one text', () => {
  assert.deepEqual([null, 'x', 3, false, { a: 1 }].map(cellOf), ['–', 'x', '3', 'false', '{"a":1}'])
})
