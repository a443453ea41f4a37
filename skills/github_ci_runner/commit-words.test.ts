import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ErrorCode } from '../../lib/core/error.ts'
import type { RunStatus, TestResult } from '../../lib/core/run.ts'
import { checkOf, commentOf, statusOf, type ToldRun } from './commit-words.ts'

const sha = 'a'.repeat(40)
const run = (change: Partial<ToldRun>): ToldRun => ({
  id: 'r1',
  title: 'CI of crm main',
  sha,
  status: 'succeeded',
  view: { cause: null, output: { summary: '12 tests passed, 0 failed' } },
  because: null,
  url: 'https://room.example/runs/r1',
  ...change,
})
const cause = (code: ErrorCode, message: string) => ({ code, message, hint: 'Read it.', step: 'test' })
const red = (code: ErrorCode, message: string, output: ToldRun['view']['output'] = null) =>
  run({ status: 'failed', view: { cause: cause(code, message), output } })
const test = (change: Partial<TestResult>): TestResult => ({
  id: 'a.A.test_x',
  status: 'failed',
  suite: 'a',
  name: 'test_x',
  file: 'a.py',
  line: 7,
  durationMs: 1,
  message: '1 != 2',
  traceback: null,
  ...change,
})
const finding = (change: object) => ({
  rule: 'manifest-syntax',
  severity: 'error',
  module: 'm',
  file: 'm/__manifest__.py',
  line: 3,
  message: 'No dict.',
  ...change,
})

describe('a status', () => {
  it('says how the run stands, links to it, and bears our name', () => {
    const words = (change: Partial<ToldRun>) => {
      const { state, description, ...rest } = statusOf(run(change))
      assert.deepEqual(rest, { sha, context: 'devops-agent/ci', targetUrl: 'https://room.example/runs/r1' })
      return `${state}: ${description}`
    }
    const standing: [RunStatus, string][] = [
      ['waiting', 'pending: Waits for a person to approve it.'],
      ['queued', 'pending: Waits for its turn.'],
      ['running', 'pending: The tests run.'],
      ['undoing', 'pending: The tests run.'],
      ['succeeded', 'success: 12 tests passed, 0 failed'],
      ['cancelled', 'error: Cancelled.'],
      ['failed', 'error: The run failed.'],
    ]
    for (const [status, expected] of standing) assert.equal(words({ status }), expected)
    assert.equal(words({ status: 'cancelled', because: 'superseded by bbbbbbb' }), 'error: Cancelled: superseded by bbbbbbb.')
    assert.equal(
      words({ view: { cause: cause('warnings', 'Odoo logged 3 warnings.'), output: { summary: '1 test passed, 0 failed' } } }),
      'success: 1 test passed, 0 failed. Odoo logged 3 warnings.',
    )
    assert.equal(words({ view: { cause: null, output: null } }), 'success: ')
  })
  it('is a failure where the code is to blame, and an error where anything else is', () => {
    for (const code of ['tests_failed', 'no_tests'] as const) assert.equal(statusOf(red(code, 'x')).state, 'failure')
    for (const code of ['crashed', 'unavailable', 'not_found', 'timeout'] as const) assert.equal(statusOf(red(code, 'x')).state, 'error')
    assert.equal(
      statusOf(run({ status: 'interrupted', view: { cause: cause('interrupted', 'Gone.'), output: null } })).description,
      'Gone.',
    )
  })
  it('is a line that GitHub takes', () => {
    const { description } = statusOf(red('tests_failed', `line\nline ${'x'.repeat(500)}`))
    assert.ok(description.length <= 140 && !description.includes('\n'))
  })
})

describe('a check', () => {
  it('is made when the run has ended', () => {
    assert.equal(checkOf(run({ status: 'running' }), []), null)
    const green = checkOf(run({}), [])
    assert.deepEqual(
      [green?.status, green?.conclusion, green?.externalId, green?.summary, green?.annotations],
      ['completed', 'success', 'r1', '12 tests passed, 0 failed', []],
    )
    assert.equal(checkOf(run({ status: 'cancelled' }), [])?.conclusion, 'cancelled')
    assert.equal(checkOf(red('crashed', 'x'), [])?.conclusion, 'failure')
  })
  it('has a remark wherever a finding or a failed test has a place', () => {
    const odoo = {
      findings: [
        finding({}),
        finding({ severity: 'warning', rule: 'w' }),
        finding({ file: null }),
        finding({ line: null }),
        finding({ line: 0 }),
      ],
    }
    const check = checkOf(red('tests_failed', 'x', { summary: '', odoo }), [
      test({}),
      test({ status: 'error', message: null, id: 'b' }),
      test({ status: 'passed' }),
      test({ status: 'skipped' }),
      test({ line: null }),
    ])
    assert.deepEqual(
      check?.annotations.map(({ path, line, level, title, message }) => `${path}:${line} ${level} ${title} ${message}`),
      [
        'm/__manifest__.py:3 failure manifest-syntax No dict.',
        'm/__manifest__.py:3 warning w No dict.',
        'a.py:7 failure a.A.test_x 1 != 2',
        'a.py:7 failure b It failed.',
      ],
    )
    assert.equal(
      checkOf(
        red('tests_failed', 'x'),
        Array.from({ length: 99 }, () => test({})),
      )?.annotations.length,
      50,
    )
  })
})

describe('a comment', () => {
  it('says why it is red', () => {
    const odoo = {
      findings: [
        finding({}),
        finding({ severity: 'warning', rule: 'not-told' }),
        finding({ file: null, rule: 'tree' }),
        finding({ line: null, rule: 'file' }),
      ],
    }
    const comment = commentOf(red('tests_failed', '1 of 12 tests failed.', { odoo }), [test({}), test({ id: 'b', message: null })])
    assert.deepEqual(comment, {
      isRed: true,
      body: [
        '**devops-agent/ci is red** at aaaaaaa: [run r1](https://room.example/runs/r1), `CI of crm main`.',
        '',
        '```text',
        '1 of 12 tests failed.',
        '```',
        '',
        '```text',
        'm/__manifest__.py:3 manifest-syntax: No dict.',
        'tree: No dict.',
        'm/__manifest__.py file: No dict.',
        'a.py:7 a.A.test_x: 1 != 2',
        'a.py:7 b',
        '```',
      ].join('\n'),
    })
  })
  it('says that it is green, and nothing of a run that is open or was cancelled', () => {
    const comment = commentOf(run({ url: null }), [])
    assert.equal(comment?.isRed, false)
    assert.equal(
      comment?.body,
      '**devops-agent/ci is green** at aaaaaaa: run r1, `CI of crm main`.\n\n```text\n12 tests passed, 0 failed\n```',
    )
    for (const status of ['queued', 'running', 'cancelled'] as const) assert.equal(commentOf(run({ status }), []), null)
  })
  it('names the warnings that are new, each with the commit that it was first seen at', () => {
    const warning = { module: 'sale_x', logger: 'odoo', message: 'Fresh.', isNew: true, firstSeen: { commit: 'c'.repeat(40), run: 'r0' } }
    const told = (warnings: object[]) =>
      commentOf(run({ view: { cause: null, output: { summary: 'x', odoo: { findings: [], warnings } as never } } }), [])
    const body = told([warning, { ...warning, isNew: false }, { ...warning, module: null, firstSeen: null }])?.body ?? ''
    assert.ok(body.endsWith('\n\nNew warnings:\n\n```text\nsale_x: Fresh. (first seen at ccccccc)\nFresh.\n```'), body)
    assert.match(told(Array.from({ length: 22 }, () => warning))?.body ?? '', /\n… and 2 more\.\n```$/)
    assert.doesNotMatch(told([{ ...warning, isNew: null }])?.body ?? '', /New warnings/)
  })
  it('does not let what others wrote be markup, or grow without end', () => {
    const hostile = test({ message: '``` @everybody <img src=x>\n# big' })
    const body =
      commentOf(
        { ...red('tests_failed', 'See ````'), title: 'CI of crm `x`' },
        Array.from({ length: 30 }, () => hostile),
      )?.body ?? ''
    assert.match(body, /\n`````text\nSee ````\n`````\n/)
    assert.match(body, /\n````text\na\.py:7 a\.A\.test_x: ``` @everybody <img src=x> # big\n/)
    assert.match(body, /\n… and 10 more\.\n````$/)
    assert.match(body, /`CI of crm ˋxˋ`/)
  })
  it('takes an output that is none for nothing', () => {
    assert.match(commentOf(red('crashed', 'It broke.', { odoo: { findings: 'none' } }), [])?.body ?? '', /It broke\./)
  })
})
