import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apply, emptyRun, isClosed, isFinished, type NewEvent, type RunView, type TestResult, verdictOf } from './run.ts'

const at = '2026-11-22T03:12:44.000Z'
const fold = (events: NewEvent[], from: RunView = emptyRun) =>
  events.reduce<RunView>((view, event) => apply(view, { ...event, step: event.step ?? '', at }), from)
const attempt = (step: string, of: 'do' | 'undo' | 'always' = 'do'): NewEvent => ({
  key: `${step}:attempt`,
  kind: 'attempt',
  step,
  data: { worker: 'w', of },
})
const result = (id: string, status: TestResult['status']): TestResult => ({
  id,
  status,
  suite: 's',
  name: id,
  file: null,
  line: null,
  durationMs: null,
  message: null,
  traceback: null,
})
const report = (step: string, ...results: TestResult[]): NewEvent => ({
  key: `${step}:tests`,
  kind: 'tests',
  step,
  data: { attempt: 1, results },
})

test('a run waits, is queued, begins and ends', () => {
  const waiting = fold([{ key: 'w', kind: 'waiting', data: { reason: 'r' } }])
  assert.equal(waiting.status, 'waiting')
  const queued = fold(
    [
      { key: 'a', kind: 'approved', data: { by: 'op' } },
      { key: 'q', kind: 'queued', data: {} },
    ],
    waiting,
  )
  assert.equal(queued.status, 'queued')
  const running = fold(
    [
      { key: 's', kind: 'run_started', data: {} },
      { key: 'r', kind: 'recovered', data: { worker: 'w' } },
    ],
    queued,
  )
  assert.deepEqual([running.status, running.startedAt, running.attempt], ['running', at, 1])
  const done = fold([{ key: 'f', kind: 'finished', data: { status: 'succeeded', cause: null, output: { a: 1 }, left: [] } }], running)
  assert.deepEqual([done.status, done.finishedAt, isFinished(done.status), isClosed(done)], ['succeeded', at, true, false])
  const closed = fold([{ key: 'e', kind: 'evidence', data: { path: 'p', digest: 'd', sizeBytes: 1 } }], done)
  assert.equal(isClosed(closed), true)
})

test('a step passes through its states, with the count of its attempts', () => {
  const view = fold([
    { key: 'a:started', kind: 'started', step: 'a', data: { undoable: true } },
    attempt('a'),
    attempt('a'),
    { key: 'a:done', kind: 'done', step: 'a', data: {} },
  ])
  assert.deepEqual(view.steps.a, { state: 'done', attempts: 2, undoable: true, startedAt: at, endedAt: at })
  const undone = fold(
    [
      { key: 'u', kind: 'undo_started', data: { cancelled: false } },
      { key: 'a:u', kind: 'undoing', step: 'a', data: {} },
      { key: 'a:x', kind: 'undone', step: 'a', data: {} },
    ],
    view,
  )
  assert.deepEqual([undone.status, undone.steps.a?.state], ['undoing', 'undone'])
  const stuck = fold([{ key: 'a:x', kind: 'undo_failed', step: 'a', data: { code: 'internal', message: 'm', hint: '' } }], view)
  assert.equal(stuck.steps.a?.state, 'undo_failed')
  const failed = fold([{ key: 'a:f', kind: 'failed', step: 'a', data: { code: 'internal', message: 'm', hint: '' } }], view)
  assert.equal(failed.steps.a?.state, 'failed')
})

test('what an attempt reported is void when its step is tried again, and only that', () => {
  const first = fold([
    attempt('a'),
    report('a', result('one', 'passed')),
    attempt('b'),
    report('b', result('two', 'failed'), result('three', 'skipped')),
  ])
  assert.deepEqual(first.tests, { passed: 1, failed: 1, error: 0, skipped: 1 })
  const again = fold([attempt('b'), report('b', result('two', 'passed'))], first)
  assert.deepEqual(again.tests, { passed: 2, failed: 0, error: 0, skipped: 0 })
  assert.deepEqual(fold([attempt('b', 'undo')], again).tests, again.tests)
  assert.deepEqual(fold([attempt('')], again), again)
})

test('lines of log are counted to the last, calls and children are kept', () => {
  const view = fold([
    { key: 'l', kind: 'log', step: 'a', data: { attempt: 1, firstLine: 1, lines: 10 } },
    { key: 'm', kind: 'log', step: 'a', data: { attempt: 1, firstLine: 11, lines: 5 } },
    {
      key: 'c',
      kind: 'call',
      step: 'a',
      data: { attempt: 1, operation: 'git.resolve', arguments: '', durationMs: 1, outcome: 'ok', message: '' },
    },
    { key: 'd', kind: 'child', data: { runId: 'x-1', address: 'lab.inner' } },
    { key: 'k', kind: 'cancel_requested', data: { by: 'op1' } },
  ])
  assert.deepEqual(
    [view.lines, view.calls, view.children, view.cancelRequestedBy],
    [15, 1, [{ runId: 'x-1', address: 'lab.inner' }], 'op1'],
  )
})

test('a verdict blames a step that itself went through, and no other', () => {
  const before = fold([{ key: 'a', kind: 'done', step: 'a', data: {} }])
  const cause = { code: 'tests_failed' as const, message: 'm', hint: 'h', step: 'a' }
  const after = fold([{ key: 'f', kind: 'finished', data: { status: 'failed', cause, output: null, left: [] } }], before)
  assert.equal(after.steps.a?.state, 'failed')
  const gone = fold([{ key: 'i', kind: 'interrupted', data: { cause: { ...cause, step: '' }, left: ['a'] } }], before)
  assert.deepEqual([gone.status, gone.left, gone.steps.a?.state], ['interrupted', ['a'], 'done'])
})

test('a run that succeeded with a cause has warnings, and its step stays done; no other run is told apart', () => {
  const before = fold([{ key: 'a', kind: 'done', step: 'a', data: {} }])
  const cause = { code: 'warnings' as const, message: 'm', hint: 'h', step: 'a' }
  const warned = fold([{ key: 'f', kind: 'finished', data: { status: 'succeeded', cause, output: null, left: [] } }], before)
  assert.deepEqual([warned.status, warned.steps.a?.state, verdictOf(warned)], ['succeeded', 'done', 'succeeded_with_warnings'])
  assert.equal(verdictOf({ status: 'succeeded', cause: null }), 'succeeded')
  for (const status of ['failed', 'rolled_back', 'cancelled', 'interrupted'] as const) assert.equal(verdictOf({ status, cause }), status)
})
