import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthBadges } from '../status/status.ts'
import { asOf, auditStanding, toolsStanding, workersStanding } from './standing-badge.ts'

const at = '2026-11-26T10:00:00.000Z'
const docker = { title: 'Docker engine', ok: true, at }

test('only what answered is green', () => {
  assert.equal(workersStanding({ alive: 2, until: at }).sentence, '2 workers answer.')
  assert.equal(workersStanding({ alive: 1, until: at }).badge.tone, 'ok')
  assert.equal(workersStanding({ alive: 0, until: at }).badge.word, 'Down')
  assert.equal(toolsStanding([docker], at).sentence, 'All 1 answered.')
  assert.equal(auditStanding({ ok: true, upTo: 7, problem: null }).sentence, 'Chain verified to #7.')
  assert.equal(auditStanding({ ok: false, upTo: 7, problem: null }).badge.tone, 'fail')
})

test('what was not heard, or long ago, is unknown', () => {
  assert.deepEqual(toolsStanding([], at), { badge: healthBadges.unknown, sentence: 'Not checked yet.' })
  assert.equal(toolsStanding([docker], '2026-11-27T10:00:01.000Z').badge.word, 'Unknown')
  const healthy = workersStanding({ alive: 1, until: at })
  assert.deepEqual(asOf(healthy, true), healthy)
  assert.deepEqual(asOf(healthy, false), { ...healthy, badge: healthBadges.unknown })
})

test('some tools that fail degrade, all of them are down, and they are named', () => {
  const python = { title: 'Python', ok: false, at }
  assert.deepEqual(toolsStanding([docker, python], at).badge.word, 'Degraded')
  assert.deepEqual(toolsStanding([docker, python], at).sentence, 'Failed: Python.')
  assert.deepEqual(toolsStanding([python], at).badge.word, 'Down')
})
