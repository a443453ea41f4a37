import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withWaiver } from './waiver-text.ts'

const waiver = { rule: 'readme', path: 'addons/ipai/a', reason: 'It comes with the next release.', until: '2026-12-31' }
const other = { rule: 'readme', path: 'addons/ipai/b', reason: 'r', until: '2026-12-31' }
const file = (...waivers: object[]) => `${JSON.stringify({ version: 1, waivers }, null, 2)}\n`

test('a waiver is added at the end, to a new file where there is none, and what else is in the file stays', () => {
  assert.equal(withWaiver(null, waiver), file(waiver))
  assert.equal(withWaiver(file(other), waiver), file(other, waiver))
  const noted = withWaiver('{"note": "ours", "version": 1, "waivers": []}', waiver) ?? ''
  assert.deepEqual(JSON.parse(noted), { note: 'ours', version: 1, waivers: [waiver] })
})

test('one of the same rule and path is renewed at its place, and the same again changes nothing', () => {
  const text = file({ ...waiver, until: '2026-01-31' }, other)
  assert.equal(withWaiver(text, waiver), file(waiver, other))
  assert.equal(withWaiver(file(waiver, other), waiver), file(waiver, other))
})

test('a text that is no file of waivers is left to a person', () => {
  for (const text of ['{', '[]', 'null', '{"version": 1}', '{"waivers": {}}']) assert.equal(withWaiver(text, waiver), null, text)
  assert.notEqual(withWaiver('{"waivers": ["odd"]}', waiver), null)
})
