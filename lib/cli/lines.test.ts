import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { commandOf, flagOf } from '../core/command.ts'
import { errorCodes } from '../core/error.ts'
import { exitCodeOf } from '../core/exit-code.ts'
import { emptyRun, type RunStatus } from '../core/run.ts'
import { skills } from '../devops-agent.ts'
import { answerLines } from './ask.ts'
import { stepsOf } from './run-document.ts'
import { verbLines } from './verb-lines.ts'

test('an answer is a table of what is plain, and the rest by name', () => {
  assert.deepEqual(
    answerLines({
      rows: [
        { id: 'a', note: 'two\nlines', deep: {} },
        { id: 'bb', note: null, deep: null },
      ],
      next: null,
      more: { x: 1 },
    }),
    ['id  note', 'a   two lines', 'bb  -', '', 'next:  -', 'more:  {\n  "x": 1\n}'],
  )
  assert.deepEqual(answerLines({ rows: [] }), ['Nothing.'])
  assert.deepEqual(answerLines({ rows: ['x', 1] }), ['"x"', '1'])
  assert.deepEqual(answerLines({ ok: true }), ['ok:  true'])
})

test('a run exits 0 when it succeeded and at no other time', () => {
  const statuses: RunStatus[] = ['waiting', 'queued', 'running', 'undoing', 'failed', 'rolled_back', 'cancelled', 'interrupted']
  assert.equal(exitCodeOf({ status: 'succeeded', view: emptyRun }), 0)
  for (const status of statuses) assert.notEqual(exitCodeOf({ status, view: emptyRun }), 0, status)
  const cause = { code: 'tests_failed', message: '', hint: '', step: '' } as const
  assert.equal(exitCodeOf({ status: 'failed', view: { ...emptyRun, cause } }), errorCodes.tests_failed.exit)
  assert.equal(exitCodeOf({ status: 'cancelled', view: emptyRun }), errorCodes.cancelled.exit)
})

test('steps stand in the order in which they began', () => {
  const step = { state: 'done', attempts: 1, undoable: false, endedAt: null } as const
  const steps = { z: { ...step, startedAt: '2026-01-01' }, never: { ...step, startedAt: null }, a: { ...step, startedAt: '2026-01-02' } }
  assert.deepEqual(Object.keys(stepsOf({ ...emptyRun, steps })), ['z', 'a', 'never'])
})

test('a command to paste gives a shell the very words', () => {
  for (const value of ["it's", 'a b', '$(id)', '', 'ünï', '-x', 'line\nbreak']) {
    const line = commandOf('a.b', { value, list: ['p', 'q'], yes: true, no: false, number: 3, none: null })
    const words = execFileSync('sh', ['-c', line.replace('devops-agent', `printf '%s\\0'`)], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1)
    const flag = value.startsWith('-') ? [`--value=${value}`] : ['--value', value]
    assert.deepEqual(words, ['skill', 'run', 'a.b', ...flag, '--list', 'p', '--list', 'q', '--yes', '--no-no', '--number', '3'])
  }
})

test('every verb says its inputs, its steps and an example', () => {
  for (const [address, verb] of Object.entries(skills)) {
    const lines = verbLines(address, verb).join('\n')
    assert.match(lines, new RegExp(`devops-agent skill run ${address}`))
    for (const name of Object.keys(verb.input.shape)) assert.ok(lines.includes(flagOf(name)), `${address} ${name}`)
    for (const title of 'steps' in verb ? Object.values(verb.steps) : []) assert.ok(lines.includes(title), `${address} ${title}`)
  }
})
