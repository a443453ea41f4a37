import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRun, type RunStatus } from '../../lib/core/run.ts'
import { runBadge, runBadges, skippedBadge, stepBadges, testBadges } from './status.ts'

const step = { state: 'done' as const, attempts: 1, undoable: false, startedAt: null, endedAt: null }
const all: RunStatus[] = ['waiting', 'queued', 'running', 'undoing', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'interrupted']

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
  assert.equal(runBadge({ ...emptyRun, status: 'succeeded', tests: { ...emptyRun.tests, passed: 3 } }).word, 'Passed')
})
