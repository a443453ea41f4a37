import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TestResult, TestStatus } from '../../lib/core/run.ts'
import { assess, countsOf, gravest, judge, type Observed, summaryOf } from './verdict.ts'

const limits = { memoryBytes: 2 ** 30, processes: 10, fileBytes: 1, cpuSeconds: 60 }
const result = (status: TestStatus, index: number): TestResult => ({
  id: `t${index}`,
  status,
  suite: 't',
  name: `t${index}`,
  file: null,
  line: null,
  durationMs: 1,
  message: index === 9 ? null : 'm',
  traceback: null,
})
const observed = (statuses: TestStatus[] | null, rest: Partial<Observed> = {}): Observed => ({
  runner: 'pytest',
  exitCode: 0,
  signal: null,
  results: statuses?.map(result) ?? null,
  limits,
  line: 'bye',
  stopped: null,
  ...rest,
})

describe('the assessment', () => {
  const cases: [string, Observed, string, RegExp | null][] = [
    ['is success when all passed', observed(['passed', 'skipped']), 'success', null],
    ['is failure when one failed', observed(['passed', 'failed'], { exitCode: 1 }), 'failure', /^1 of 2 tests failed\. t1: m$/],
    [
      'names the first of several',
      observed(['passed', 'error', 'failed'], { exitCode: 1 }),
      'failure',
      /^2 of 3 tests failed\. The first: t1: m$/,
    ],
    ['counts one test in the singular', observed(['failed'], { exitCode: 1 }), 'failure', /^1 of 1 test failed\. t0: m$/],
    ['does without a message', observed([...new Array(9).fill('passed'), 'failed'], { exitCode: 1 }), 'failure', /failed\. t9$/],
    [
      'is failure when collection was interrupted by errors',
      observed(['error'], { exitCode: 2, stopped: 'Interrupted: 1 error' }),
      'failure',
      /failed\. t0: m \(pytest ran no further test: Interrupted: 1 error\)$/,
    ],
    ['is failure even when the exit code hides it', observed(['failed'], { exitCode: 0 }), 'failure', /failed/],
    [
      'is a crash when unittest ends with 2 and red tests',
      observed(['failed'], { exitCode: 2, runner: 'unittest' }),
      'crashed',
      /exit code 2, which is more than failing tests\. Its last words: bye$/,
    ],
    ['is a crash on an internal error, red tests or not', observed(['failed'], { exitCode: 3 }), 'crashed', /exit code 3/],
    ['is no tests when none was found', observed([], { exitCode: 5 }), 'no_tests', /pytest found none/],
    ['is no tests when the only one was skipped', observed(['skipped']), 'no_tests', /the only one was skipped/],
    ['is no tests when all were skipped', observed(['skipped', 'skipped'], { exitCode: 5 }), 'no_tests', /all 2 were skipped/],
    ['is a crash when none was found for another reason', observed([], { exitCode: 4 }), 'crashed', /exit code 4, though no test failed/],
    [
      'is a crash when all passed and the exit code says otherwise',
      observed(['passed'], { exitCode: 1 }),
      'crashed',
      /exit code 1, though no test failed/,
    ],
    [
      'is a crash when pytest stopped early, though all passed',
      observed(['passed'], { stopped: 'Exit: enough' }),
      'crashed',
      /stopped before its last test: Exit: enough/,
    ],
    [
      'is a crash without a report, even with exit code 0',
      observed(null),
      'crashed',
      /exit code 0 and left no complete report\. Its last words: bye/,
    ],
    ['says when nothing was printed', observed(null, { line: null }), 'crashed', /It printed nothing\.$/],
    [
      'says when memory ran out',
      observed(null, { exitCode: 1, line: 'MemoryError' }),
      'crashed',
      /out of memory \(its limit is 1024 MiB\)/,
    ],
    [
      'is a crash on a signal, whatever the report says',
      observed(['passed'], { signal: 'SIGSEGV', exitCode: null }),
      'crashed',
      /was ended by SIGSEGV\./,
    ],
    [
      'names the limit of processor time',
      observed(null, { signal: 'SIGXCPU', exitCode: null }),
      'crashed',
      /limit of 60 s of processor time/,
    ],
    [
      'names what a kill may mean',
      observed(null, { signal: 'SIGKILL', exitCode: null }),
      'crashed',
      /want of memory or processor time \(limits: 1024 MiB, 60 s\)/,
    ],
    ['does not take an unknown end for failing tests', observed(['failed'], { exitCode: null }), 'crashed', /exit code null/],
  ]
  for (const [name, facts, status, reason] of cases) {
    it(name, () => {
      const assessment = assess(facts)
      assert.equal(assessment.status, status)
      if (reason === null) assert.equal(assessment.reason, null)
      else assert.match(assessment.reason ?? '', reason)
    })
  }
})

describe('the verdict', () => {
  it('is null for success only, and blames the tests', () => {
    assert.equal(judge({ status: 'success', reason: null, step: null }), null)
    assert.deepEqual(
      (['failure', 'no_tests', 'crashed', 'unavailable', 'warning'] as const).map(
        (status) => judge({ status, reason: 'Why.', step: 'test' })?.code,
      ),
      ['tests_failed', 'no_tests', 'crashed', 'unavailable', 'warnings'],
    )
    assert.deepEqual(
      [
        judge({ status: 'failure', reason: 'Why.', step: 'check' })?.step,
        judge({ status: 'failure', reason: 'Why.', step: null })?.message,
      ],
      ['check', 'Why.'],
    )
    assert.equal(judge({ status: 'crashed', reason: null, step: null })?.message, 'crashed')
  })
})

describe('the summary', () => {
  it('counts what passed, what failed or was in error, and what was skipped', () => {
    assert.equal(summaryOf(countsOf((['passed', 'failed', 'error', 'skipped'] as const).map(result))), '1 test passed, 2 failed, 1 skipped')
    assert.equal(summaryOf(countsOf([])), '0 tests passed, 0 failed')
  })
})

describe('several parts', () => {
  it('come to the gravest of them, and nothing at all is not green', () => {
    const of = (status: 'success' | 'warning' | 'failure' | 'crashed') => ({ status, reason: null, step: null })
    assert.equal(gravest([of('success'), of('failure'), of('crashed')]).status, 'failure')
    assert.equal(gravest([of('success'), of('warning')]).status, 'warning')
    assert.equal(gravest([]).status, 'crashed')
  })
})
