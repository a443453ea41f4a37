import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { apply, emptyRun, type NewEvent, type RunEvent } from '../core/run.ts'
import { storyOf } from './story.ts'

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`
const problem = { code: 'invalid', message: 'It broke.', hint: 'Mend it.' } as const

/** What these events read like, one after the other, without colours. */
function told(...events: NewEvent[]): string[] {
  let view = emptyRun
  return events.flatMap((event, place) => {
    const full: RunEvent = { step: '', ...event, seq: place + 1, at: at(place) }
    view = apply(view, full)
    return storyOf(full, view, (step) => `Step ${step}`).map((line) => stripVTControlCharacters(line))
  })
}

test('a step has a heading and its duration', () => {
  assert.deepEqual(
    told(
      { key: '1', kind: 'queued', data: {} },
      { key: '2', kind: 'run_started', data: {} },
      { key: '3', kind: 'started', step: 'a', data: { undoable: true } },
      { key: '4', kind: 'attempt', step: 'a', data: { worker: 'w', of: 'do' } },
      {
        key: '5',
        kind: 'call',
        step: 'a',
        data: { attempt: 1, operation: 'git', arguments: '', durationMs: 1, outcome: 'ok', message: '' },
      },
      { key: '6', kind: 'done', step: 'a', data: {} },
      { key: '7', kind: 'finished', data: { status: 'succeeded', cause: null, output: null, left: [] } },
      { key: '8', kind: 'evidence', data: { path: 'p', digest: 'd', sizeBytes: 1 } },
    ),
    ['▸ Step a', '✓ Step a 3.0 s'],
  )
})

test('failure, cancel and undo are told as they happen', () => {
  assert.deepEqual(
    told(
      { key: '1', kind: 'failed', step: 'b', data: problem },
      { key: '2', kind: 'cancel_requested', data: { by: 'op1' } },
      { key: '3', kind: 'undo_started', data: { cancelled: true } },
      { key: '4', kind: 'undoing', step: 'a', data: {} },
      { key: '5', kind: 'undone', step: 'a', data: {} },
      { key: '6', kind: 'undo_failed', step: 'b', data: problem },
      { key: '7', kind: 'interrupted', data: { cause: { ...problem, step: '' }, left: [] } },
    ),
    [
      '✗ Step b: It broke.',
      'Cancel asked for by op1.',
      'Undoing what was done',
      '↶ Step a',
      '✓ Step a: undone',
      '✗ Step b: the undo failed: It broke.',
    ],
  )
})

test('approval, another worker, another attempt and a child are said, the ordinary is not', () => {
  assert.deepEqual(
    told(
      { key: '1', kind: 'waiting', data: { reason: 'It needs approval.' } },
      { key: '2', kind: 'approved', data: { by: 'op2' } },
      { key: '3', kind: 'recovered', data: { worker: 'w1' } },
      { key: '4', kind: 'attempt', step: 'a', data: { worker: 'w1', of: 'do' } },
      { key: '5', kind: 'recovered', data: { worker: 'w2' } },
      { key: '6', kind: 'attempt', step: 'a', data: { worker: 'w2', of: 'do' } },
      { key: '7', kind: 'child', data: { runId: 'f00', address: 'lab.inner' } },
    ),
    ['Waits. It needs approval.', 'Approved by op2.', 'Carried on by w2.', '  Step a: tried again.', '  Calls lab.inner: run f00'],
  )
})

test('of tests the red ones are told, with place and reason', () => {
  const one = { suite: 's', name: 'n', durationMs: 1, traceback: null }
  assert.deepEqual(
    told({
      key: '1',
      kind: 'tests',
      step: 'a',
      data: {
        attempt: 1,
        results: [
          { ...one, id: 't.green', status: 'passed', file: 'a.py', line: 1, message: null },
          { ...one, id: 't.skipped', status: 'skipped', file: 'a.py', line: 2, message: 'later' },
          { ...one, id: 't.red', status: 'failed', file: 'a.py', line: 3, message: '1 != 2' },
          { ...one, id: 't.broken', status: 'error', file: 'b.py', line: null, message: null },
          { ...one, id: 't.nowhere', status: 'error', file: null, line: null, message: null },
        ],
      },
    }),
    ['  ✗ t.red (a.py:3)', '    1 != 2', '  ✗ t.broken (b.py)', '  ✗ t.nowhere'],
  )
})

test('log lines are shown as they came', () => {
  const event = { key: '1', kind: 'log', step: 'a', data: { attempt: 1, firstLine: 1, lines: 1 }, seq: 1, at: at(0) } as const
  const rows = [{ number: 1, step: 'a', attempt: 1, at: at(0), stream: 'err', text: '\u001b[31mred', mark: 128 }] as const
  assert.deepEqual(storyOf({ ...event, rows: [...rows] }, emptyRun, String), ['  \u001b[31mred'])
  assert.deepEqual(storyOf(event, emptyRun, String), [])
})
