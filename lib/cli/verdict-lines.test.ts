import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { exitCodeOf } from '../core/exit-code.ts'
import { emptyRun } from '../core/run.ts'
import type { RunRow } from '../core/store.ts'
import { documentOf } from './run-document.ts'
import { statusWord, verdictLines } from './verdict-lines.ts'

test('a run with warnings is told apart in words and in JSON, and its exit code is 0 and says so', () => {
  const cause = { code: 'warnings', message: '3 warnings.', hint: 'Mend them.', step: 'test' } as const
  const row: RunRow = {
    id: 'f00',
    address: 'a.b',
    title: 'CI of x',
    status: 'succeeded',
    input: {},
    view: { ...emptyRun, status: 'succeeded', cause },
    lastSeq: 1,
    lock: 'l',
    startedBy: 'op1',
    startedByName: 'op1',
    surface: 'cli',
    previous: null,
    next: null,
    repeats: null,
    reason: null,
    parentId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  const lines = verdictLines(row, '/data', (step) => `Step ${step}`).map((line) => stripVTControlCharacters(line))
  assert.deepEqual(lines, [
    'CI of x: passed with warnings',
    '  Warning    3 warnings. (Step test)',
    '  Hint       Mend them.',
    '  Exit code  0: warnings leave a run green.',
  ])
  assert.notEqual(statusWord(row.view), statusWord({ ...row.view, cause: null }))
  assert.equal(exitCodeOf(row), 0)
  assert.deepEqual([documentOf(row, '/data').status, documentOf(row, '/data').verdict], ['succeeded', 'succeeded_with_warnings'])
  assert.notEqual(exitCodeOf({ status: 'failed', view: { ...emptyRun, cause } }), 0, 'no other run is made green by it')
})
