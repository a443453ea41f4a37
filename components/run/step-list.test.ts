import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRun, type RunView, type StepState } from '../../lib/core/run.ts'
import { stepInFocus, stepLines, tookMs } from './step-list.ts'

const titles = { plan: 'Plan', fetch: 'Fetch the code', test: 'Test' }
const at = (state: StepState) => ({
  state,
  attempts: 1,
  undoable: false,
  startedAt: '2026-11-22T03:12:44.000Z',
  endedAt: state === 'running' ? null : '2026-11-22T03:12:47.100Z',
})
const words = (view: RunView) => stepLines(titles, view).map(({ badge }) => badge.word)

test('what is still to come is told from what was never reached', () => {
  const steps = { plan: at('done'), fetch: at('running') }
  assert.deepEqual(words({ ...emptyRun, status: 'running', steps }), ['Done', 'Running', 'To do'])
  assert.deepEqual(words({ ...emptyRun, status: 'rolled_back', steps: { plan: at('undone'), fetch: at('failed') } }), [
    'Undone',
    'Failed',
    'Skipped',
  ])
  assert.deepEqual(
    stepLines(titles, { ...emptyRun, steps: { plan: at('undone') } }).map(({ undone }) => undone),
    [true, false, false],
  )
})

test('the step in focus runs, or is to blame, or came last', () => {
  const focus = (view: RunView) => stepInFocus(stepLines(titles, view), view)
  assert.equal(focus(emptyRun), -1)
  assert.equal(focus({ ...emptyRun, steps: { plan: at('done'), fetch: at('running') } }), 1)
  assert.equal(
    focus({
      ...emptyRun,
      cause: { code: 'internal', message: '', hint: '', step: 'plan' },
      steps: { plan: at('done'), fetch: at('done') },
    }),
    0,
  )
  assert.equal(focus({ ...emptyRun, steps: { plan: at('done'), fetch: at('done') } }), 1)
})

test('a duration needs both ends', () => {
  assert.deepEqual([null, at('running'), at('done')].map(tookMs), [null, null, 3_100])
})
