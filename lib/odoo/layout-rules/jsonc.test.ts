import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainJson, readJsonc } from './jsonc.ts'

test('comments and commas at ends are passed over, and what looks like them in a text is not', () => {
  const text = '{ // one, }\n  "a": "// no, ]", /* two\n */ "b": ["\\"/*", 1,\n ], }\n'
  assert.deepEqual(readJsonc(text), { a: '// no, ]', b: ['"/*', 1] })
  assert.equal(plainJson(text).length, text.length)
})

test('what is broken says nothing', () => {
  assert.equal(readJsonc('{ "a": '), null)
})
