import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { OpsError } from './error.ts'
import { parseInput } from './input.ts'

const schema = z.object({ repo: z.string().min(2, 'is too short'), count: z.number().default(1) })

function refusalOf(raw: unknown): OpsError {
  try {
    parseInput(schema, raw)
  } catch (error) {
    assert.ok(error instanceof OpsError)
    return error
  }
  assert.fail('it was not refused')
}

test('what fits is parsed, with what is so by itself', () => {
  assert.deepEqual(parseInput(schema, { repo: 'example' }), { repo: 'example', count: 1 })
})

for (const name of ['nope', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
  test(`an input called ${name} is refused by its name`, () => {
    const { message, fields, hint } = refusalOf({ repo: 'example', [name]: 1 })
    assert.equal(message, `${name}: there is no such input.`)
    assert.equal(hint, 'Inputs are: repo, count.')
    assert.deepEqual(Object.entries(fields), [[name, 'there is no such input']])
  })
}

test('everything that does not fit is named once', () => {
  const { message, fields } = refusalOf(JSON.parse('{"repo":"e","constructor":1,"count":"many"}'))
  assert.deepEqual(Object.keys(fields).sort(), ['constructor', 'count', 'repo'])
  assert.match(message, /repo: is too short/)
  assert.match(message, /constructor: there is no such input/)
})

test('a sentence ends with one dot, and dots within it stay', () => {
  const ranged = z.object({ range: z.string().regex(/\.\./, 'Two dots between, such as main..feature.') })
  assert.throws(() => parseInput(ranged, { range: 'main' }), { message: 'range: Two dots between, such as main..feature.' })
})
