import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packFiles } from './evidence.ts'
import { type Cause, emptyRun } from './run.ts'
import type { RunRow } from './store.ts'

const cause: Cause = { code: 'warnings', message: 'Odoo logged 3 warnings.', hint: 'Mend them.', step: 'test' }
const row: RunRow = {
  id: 'f00',
  address: 'github_ci_runner.run',
  title: 'CI of x',
  status: 'succeeded',
  input: {},
  view: { ...emptyRun, status: 'succeeded', cause },
  lastSeq: 1,
  lock: 'l',
  startedBy: 'op1',
  startedByName: 'op1',
  surface: 'web',
  previous: null,
  next: null,
  repeats: null,
  reason: null,
  parentId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const filesOf = (run: RunRow) => packFiles({ run, events: [], tests: [], log: Buffer.alloc(0), runtime: {} })
const textOf = (run: RunRow, file: string) => filesOf(run)[file]?.toString() ?? ''

test('the evidence of a run with warnings says so in its title, and tells them as warnings', () => {
  const summary = textOf(row, 'SUMMARY.md')
  assert.match(summary, /^# CI of x: passed with warnings\n/)
  assert.match(summary, /\n## Warnings\n\nOdoo logged 3 warnings\. Mend them\.\n/)
  assert.doesNotMatch(summary, /## Why/)
  for (const file of ['run.json', 'verification.json']) {
    const { status, verdict } = JSON.parse(textOf(row, file))
    assert.deepEqual([status, verdict], ['succeeded', 'succeeded_with_warnings'], file)
  }
})

test('the evidence of every other run is titled by its status', () => {
  const green = { ...row, view: { ...row.view, cause: null } }
  assert.match(textOf(green, 'SUMMARY.md'), /^# CI of x: succeeded\n/)
  const red = { ...row, view: { ...row.view, status: 'rolled_back' as const } }
  assert.match(textOf(red, 'SUMMARY.md'), /^# CI of x: rolled back\n.*\n## Why\n/s)
})
