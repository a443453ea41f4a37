import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyRun, type NewEvent, type TestResult } from '../../lib/core/run.ts'
import { follow, type LiveRun, type StreamEvent, withOlder } from './live.ts'

const start: LiveRun = { view: emptyRun, seq: 0, tests: [] }
const result = (id: string): TestResult => ({
  id,
  status: 'passed',
  suite: 's',
  name: id,
  file: null,
  line: null,
  durationMs: 1,
  message: null,
  traceback: null,
})
const event = (seq: number, from: NewEvent): StreamEvent => ({ step: '', ...from, seq, at: '2026-11-22T03:12:44.000Z' })
const attempt = (seq: number) => event(seq, { key: `a${seq}`, kind: 'attempt', step: 'test', data: { worker: 'w', of: 'do' } })
const tests = (seq: number, ...ids: string[]) =>
  event(seq, { key: `t${seq}`, kind: 'tests', step: 'test', data: { attempt: 1, results: ids.map(result) } })

test('events that were seen are ignored', () => {
  const events = [
    event(1, { key: 'q', kind: 'queued', data: {} }),
    event(2, { key: 'r', kind: 'run_started', data: {} }),
    attempt(3),
    tests(4, 'a', 'b'),
  ]
  const once = follow(start, events)
  assert.equal(once.seq, 4)
  assert.equal(once.view.status, 'running')
  assert.deepEqual(follow(once, events), once)
})

test('what an attempt reported is void when the next one starts', () => {
  const again = follow(start, [attempt(1), tests(2, 'a', 'b'), attempt(3), tests(4, 'a')])
  assert.deepEqual(
    again.tests.map(({ id }) => id),
    ['a'],
  )
  assert.equal(again.view.tests.passed, 1)
})

test('a test that the page had read already is not there twice', () => {
  const read = { ...start, tests: [result('a')] }
  assert.deepEqual(
    follow(read, [tests(1, 'a', 'b')]).tests.map(({ id }) => id),
    ['a', 'b'],
  )
})

test('tests that were read apart never replace newer ones', () => {
  const failed = { ...result('a'), status: 'failed' as const }
  const merged = withOlder({ ...start, tests: [failed] }, [result('a'), result('b')])
  assert.deepEqual(
    merged.tests.map(({ id, status }) => [id, status]),
    [
      ['a', 'failed'],
      ['b', 'passed'],
    ],
  )
})
