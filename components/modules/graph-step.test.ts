import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Stop, stepFrom } from './graph-step.ts'

const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
const stops: Stop[] = [
  { column: 0, y: 50 },
  { column: 2, y: 0 },
  { column: 2, y: 60 },
  { column: 2, y: 120 },
]

test('arrows go up and down within a column, and to the nearest of the next one', () => {
  assert.equal(stepFrom(stops, 0, 'ArrowRight'), 2)
  assert.equal(stepFrom(stops, 2, 'ArrowUp'), 1)
  assert.equal(stepFrom(stops, 1, 'ArrowDown'), 2)
  assert.equal(stepFrom(stops, 3, 'ArrowLeft'), 0)
  assert.equal(stepFrom(stops, 0, 'ArrowUp'), null)
  assert.equal(stepFrom(stops, 0, 'Enter'), null)
  assert.equal(stepFrom([], 0, 'ArrowUp'), null)
})

test('from every node every other one is reached by arrows', () => {
  const drawn = fc.uniqueArray(fc.record({ column: fc.nat(6), y: fc.nat(9) }), {
    minLength: 1,
    selector: ({ column, y }) => `${column} ${y}`,
  })
  fc.assert(
    fc.property(drawn, (all) => {
      const reached = new Set([0])
      for (const here of reached)
        for (const key of keys) {
          const next = stepFrom(all, here, key)
          if (next !== null) reached.add(next)
        }
      assert.equal(reached.size, all.length)
    }),
  )
})
