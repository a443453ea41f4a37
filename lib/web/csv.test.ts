import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv.ts'

test('what separates cells stands in quotes', () => {
  assert.equal(csvLine(['a', 'b, c', 'say "x"', 'two\nlines', '']), 'a,"b, c","say ""x""","two\nlines",\r\n')
})

test('no cell is a formula', () => {
  for (const first of ['=', '+', '-', '@', '\t', '\r']) assert.match(csvLine([`${first}cmd()`]), /^"?'/)
  assert.equal(csvLine(['=HYPERLINK("x","y")']), `"'=HYPERLINK(""x"",""y"")"\r\n`)
})
