import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRun, type RunView, type StepView } from '../../lib/core/run.ts'
import { titleOf } from './title.ts'

const step = (endedAt: string | null): StepView => ({
  state: endedAt ? 'done' : 'running',
  attempts: 1,
  undoable: false,
  startedAt: '2026-11-26T03:00:00.000Z',
  endedAt,
})
const title = 'CI of example main'
const running: RunView = { ...emptyRun, status: 'running', steps: { a: step('x'), b: step('x'), c: step(null) } }

test('the tab of a run says how far it has come, and how it ended', () => {
  assert.equal(titleOf({ title, view: running }, 3), '> 66% CI of example main - Control room')
  assert.equal(titleOf({ title, view: { ...running, steps: {} } }, 7), '> 0% CI of example main - Control room')
  assert.equal(titleOf({ title, view: { ...emptyRun, status: 'succeeded' } }, 3), 'Done: CI of example main')
  assert.match(titleOf({ title, view: running }, 0), /^Running.*: CI of example main$/)
})
