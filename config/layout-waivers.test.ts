import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseWaivers, WaiversError } from './layout-waivers.schema.ts'

const waiver = { rule: 'readme', path: 'addons/ipai/ipai_base', reason: 'Written in sprint 12.', until: '2026-12-31' }
const parsed = (waivers: unknown, version = 1) => parseWaivers(JSON.stringify({ version, waivers }), 'w.json')

test('a waiver names rule, path, reason and its last day', () => {
  assert.deepEqual(parsed([waiver]), [waiver])
})

const mistakes: [waivers: unknown, message: string][] = [
  [[{ ...waiver, rule: 'Read me' }], 'w.json: waivers.0.rule: is the name of a rule, such as readme.'],
  [[{ ...waiver, path: '' }], 'w.json: waivers.0.path: is a path below the root.'],
  [[waiver, { ...waiver, reason: ' ' }], 'w.json: waivers.1.reason: says why.'],
  [[{ ...waiver, until: '2026-02-30' }], 'w.json: waivers.0.until: is the last day, such as 2026-12-31.'],
  [[{ ...waiver, until: undefined }], 'w.json: waivers.0.until: is the last day, such as 2026-12-31.'],
]
for (const [waivers, message] of mistakes)
  test(`a mistake is named with its key: ${message}`, () => {
    assert.throws(
      () => parsed(waivers),
      (error) => error instanceof WaiversError && error.message === message,
    )
  })

test('another version, and what is not JSON, are told so', () => {
  assert.throws(() => parsed([], 2), /w\.json: version: has to be 1\./)
  assert.throws(() => parseWaivers('{', 'w.json'), /w\.json is not JSON/)
})
