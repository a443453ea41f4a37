import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRun, type JsonObject, type RunVerdict } from '../../lib/core/run.ts'
import { runBadge, runBadges, skippedBadge, stepBadges, testBadges } from './status.ts'

const step = { state: 'done' as const, attempts: 1, undoable: false, startedAt: null, endedAt: null }
const all: RunVerdict[] = [
  'waiting',
  'queued',
  'running',
  'undoing',
  'succeeded',
  'succeeded_with_warnings',
  'failed',
  'rolled_back',
  'cancelled',
  'interrupted',
]

test('every state has a glyph, a word and a tone, and no two endings share glyph and word', () => {
  assert.deepEqual(Object.keys(runBadges).sort(), [...all].sort())
  for (const badges of [runBadges, stepBadges, testBadges]) {
    for (const { glyph, word, tone } of Object.values(badges)) assert.ok(glyph && word && tone)
    assert.equal(new Set(Object.values(badges).map(({ word }) => word)).size, Object.keys(badges).length)
  }
  assert.equal(skippedBadge.word, 'Skipped')
})

test('a badge says what is known of the run', () => {
  const holder = { id: 'a', address: 'a.b', startedByName: 'op', startedAt: null }
  assert.equal(runBadge(emptyRun).word, 'Queued')
  assert.equal(runBadge(emptyRun, { position: 2, holder }).word, 'Queued, 2nd')
  assert.equal(runBadge({ ...emptyRun, status: 'running' }, null, 5).word, 'Running')
  assert.equal(
    runBadge({ ...emptyRun, status: 'running', steps: { a: step, b: { ...step, state: 'pending' } } }, null, 5).word,
    'Running, step 1 of 5',
  )
  assert.equal(runBadge({ ...emptyRun, status: 'running', steps: { a: step } }).word, 'Running')
  assert.equal(runBadge({ ...emptyRun, status: 'succeeded' }).word, 'Done')
  const passed = { ...emptyRun, status: 'succeeded' as const, tests: { ...emptyRun.tests, passed: 3 } }
  assert.equal(runBadge(passed).word, 'Passed')
  const cause = { code: 'warnings' as const, message: 'm', hint: 'h', step: 'test' }
  const warned = runBadge({ ...passed, cause })
  assert.equal(warned.word, 'Passed with warnings')
  const wordFor = (odoo: JsonObject) => runBadge({ ...passed, cause, output: { odoo } }).word
  const against = { against: 'main', run: 'r1' }
  assert.equal(wordFor({ warningCount: 5, newWarnings: { count: 2, ...against } }), 'Passed, 2 new warnings')
  assert.equal(wordFor({ warningCount: 5, newWarnings: { count: 0, ...against } }), 'Passed, no new warnings')
  assert.equal(wordFor({ warningCount: 1, newWarnings: null }), 'Passed, 1 warning')
  assert.equal(wordFor({ warningCount: 0, newWarnings: null }), 'Passed with warnings')
  assert.notDeepEqual([warned.glyph, warned.tone], [runBadge(passed).glyph, runBadge(passed).tone], 'it never looks plainly green')
})
