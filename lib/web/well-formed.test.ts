import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wellFormed } from './well-formed.ts'

test('a path that cannot be decoded becomes one that can, and any other stays', () => {
  for (const url of ['/', '/runs/8f3?filter=%00&x=%zz', '/skills/a%20b', '/%C3%BC']) assert.equal(wellFormed(url), url)
  assert.equal(wellFormed('/runs/%E0%A4%A?tab=log'), '/runs/%25E0%25A4%25A?tab=log')
  assert.equal(wellFormed('/100%'), '/100%25')
})
