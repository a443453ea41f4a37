import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '../core/run.ts'
import { fitted } from './fitted.ts'

const size = (value: unknown) => JSON.stringify(value).length

test('what is small is left as it is', () => {
  const data = { rows: [1, 2], next: null }
  assert.deepEqual(fitted(data), { data, characters: size(data), cuts: [] })
})

test('a long list keeps its first rows, whole, and all that stands beside it', () => {
  const rows = Array.from({ length: 1000 }, (_, number) => ({ number, text: 'a line of a log' }))
  const { data, characters, cuts } = fitted({ rows, total: 1000, observedAt: 'now' }, 2000)
  assert.ok(data && Array.isArray(data.rows) && data.rows.length > 30)
  assert.deepEqual(data.rows, rows.slice(0, data.rows.length))
  assert.deepEqual([data.total, data.observedAt], [1000, 'now'])
  assert.ok(size(data) <= 2000 && size(data) > 1900)
  assert.ok(characters > 30_000)
  assert.deepEqual(cuts, [`rows: the first ${data.rows.length} of 1000`])
})

test('a row that is too long by itself is cut, so that there is one', () => {
  const { data, cuts } = fitted({ rows: [{ name: 'a', text: 'x'.repeat(5000) }, { name: 'b' }] }, 1000)
  assert.ok(data && size(data) <= 1000)
  assert.match(JSON.stringify(data), /^\{"rows":\[\{"name":"a","text":"x+…"\}\]\}$/)
  assert.equal(cuts.length, 2)
})

test('a long text is cut inside of what it stands in, and says so', () => {
  const { data, cuts } = fitted({ output: { said: '\n'.repeat(5000), note: 'short' } }, 1000)
  assert.ok(data && size(data) <= 1000)
  assert.match(JSON.stringify(data), /\\n…","note":"short"/)
  assert.match(cuts.join(), /^output\.said: the first \d+ characters of 5000$/)
})

test('what fits to the last character is whole', () => {
  const data = { rows: ['a', 'b'], total: 2 }
  assert.deepEqual(fitted(data, size(data)), { data, characters: size(data), cuts: [] })
})

test('what cannot get shorter is none', () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, place) => [`name${place}`, place]))
  assert.equal(fitted(wide, 1000).data, null)
})

test('whatever it is, it fits or is none, and has the names that it had', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue()), fc.integer({ min: 50, max: 2000 }), (given, most) => {
      const whole: JsonObject = JSON.parse(JSON.stringify(given))
      const { data, cuts } = fitted(whole, most)
      if (data === null) return
      assert.ok(size(data) <= most)
      assert.deepEqual(Object.keys(data), Object.keys(whole))
      assert.equal(cuts.length > 0, size(whole) > most)
    }),
  )
})
