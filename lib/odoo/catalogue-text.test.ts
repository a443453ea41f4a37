import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withCommit } from './catalogue-text.ts'

const [one, two, three] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string]
const text = `{
  "oca_repositories": [
    {"name": "web", "note": "{ \\"name\\": \\"tools\\" }", "commit": "${one}"},
    {   "commit" : "${one}",
        "more": {"name": "web"},
        "name": "tools" }
  ]
}
`

test('the commit of one repository is exchanged, also where another has the same, and every other character stays', () => {
  assert.equal(withCommit(text, 'tools', { from: one, to: two }), text.replace(`"commit" : "${one}"`, `"commit" : "${two}"`))
  assert.equal(withCommit(text, 'web', { from: one, to: two }), text.replace(`"commit": "${one}"`, `"commit": "${two}"`))
})

test('what is not there is not exchanged', () => {
  assert.equal(withCommit(text, 'tools', { from: two, to: three }), null)
  assert.equal(withCommit(text, 'tool', { from: one, to: two }), null)
  assert.equal(withCommit(text, 'w.b', { from: one, to: two }), null)
  assert.equal(withCommit('}{', 'web', { from: one, to: two }), null)
})
