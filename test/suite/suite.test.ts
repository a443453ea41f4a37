import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { shortfalls } from './coverage-gate.ts'
import { filesNamed, nameOf, unknownAmong } from './named.ts'
import report from './node-reporter.ts'
import { resultsOfPlaywright } from './playwright-results.ts'
import { countOf, judge, type TestResult } from './result.ts'
import { filesOf, stages } from './stages.ts'
import { closing } from './table.ts'

const passed = { outcome: 'passed', name: 'a', reason: '' } as const
const failed = { outcome: 'failed', name: 'b', reason: '' } as const
const skipped = (reason: string) => ({ outcome: 'skipped', name: 'c', reason }) as const
const stage = (results: TestResult[]) => ({ stage: 'unit tests', results, seconds: 1.25 })

test('a stage that has tested nothing has failed', () => {
  assert.deepEqual(judge(stage([]), false).results, [{ outcome: 'failed', name: 'unit tests', reason: 'nothing was tested' }])
  assert.equal(countOf(judge(stage([skipped('no browser')]), false)).failed, 1)
  assert.equal(countOf(judge(stage([passed]), false)).failed, 0)
})

test('a file of tests runs in the one stage that has what it needs', () => {
  const files = stages.flatMap(({ name, tiers, files }) =>
    files && tiers.includes('full') ? files('full').map((file) => ({ name, file })) : [],
  )
  assert.equal(new Set(files.map(({ file }) => file)).size, files.length)
  for (const [end, stage] of [
    ['.docker.test.ts', 'docker tests'],
    ['.db.test.ts', 'database tests'],
    ['.web.test.ts', 'web tests'],
  ] as const) {
    const names = files.filter(({ file }) => file.endsWith(end)).map(({ name }) => name)
    assert.deepEqual([...new Set(names)], [stage])
  }
  const quick = stages.find(({ name }) => name === 'unit tests')?.files?.('verify') ?? []
  assert.ok(quick.length > 0)
  assert.deepEqual(
    quick.filter((file) => /\.(?:slow|db|web|docker|drill)\.test\.ts$/.test(file)),
    [],
  )
})

test('a name chooses the files that begin with it, else those that contain it', () => {
  const files = ['bench/ci.docker.bench.ts', 'bench/circle.bench.ts', 'bench/log.bench.ts', 'bench/catalog.bench.ts']
  assert.deepEqual(filesNamed(files, ['log']), ['bench/log.bench.ts'])
  assert.deepEqual(filesNamed(files, ['ci']), ['bench/ci.docker.bench.ts', 'bench/circle.bench.ts'])
  assert.deepEqual(filesNamed(files, ['tal', 'circle']), ['bench/circle.bench.ts', 'bench/catalog.bench.ts'])
  assert.deepEqual(unknownAmong(files, ['ci', 'bench', 'nothing']), ['bench', 'nothing'])
  assert.deepEqual(files.map(nameOf), ['ci', 'circle', 'log', 'catalog'])
})

test('drill and bench know their files by what one types', () => {
  assert.deepEqual(filesNamed(filesOf('drill'), ['ci']).map(nameOf), ['ci-disk', 'ci-load', 'ci-odoo', 'ci-python'])
  assert.deepEqual(filesNamed(filesOf('bench'), ['ci']).map(nameOf), ['ci'])
  const room = stages.find(({ name, files }) => name === 'bench' && files?.('bench').some((file) => nameOf(file) === 'room'))
  assert.equal(room?.needs, undefined, 'what needs no Docker does not wait for one')
})

test('a stage that was skipped as a whole is one skip', () => {
  const whole = { stage: 'budget', results: [{ outcome: 'skipped' as const, name: 'budget', reason: 'there is no script' }], seconds: 0 }
  assert.deepEqual(countOf(judge(whole, false)), { passed: 0, failed: 0, skipped: 1 })
  assert.deepEqual(countOf(judge(whole, true)), { passed: 0, failed: 1, skipped: 0 })
})

test('where everything is to be provided only what is out of reach may be skipped', () => {
  const judged = judge(stage([passed, skipped('needs git'), skipped('out of reach: macOS')]), true)
  assert.deepEqual(
    judged.results.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['passed', ''],
      ['failed', 'skipped: needs git'],
      ['skipped', 'out of reach: macOS'],
    ],
  )
})

test('the table names what failed and what was skipped, and ends in the sum', () => {
  assert.equal(
    closing([stage([passed, failed, skipped('needs git')]), { stage: 'lint', results: [{ ...passed, name: 'lint' }], seconds: 10 }]),
    `
stage        passed   failed  skipped  seconds
unit tests        1        1        1      1.3
lint              1        0        0     10.0

failed:
  unit tests: b

skipped:
  unit tests: c: needs git

2 passed, 1 failed, 1 skipped`,
  )
})

test('Node’s tests are counted without their suites; a file without tests, or cut short, has failed', async () => {
  const file = `${process.cwd()}/x.test.ts`
  const event = (type: 'test:pass' | 'test:fail', name: string, more: object = {}) => ({
    type,
    data: { name, file, nesting: 0, details: { type: 'test' }, ...more },
  })
  const lines = await read([
    event('test:pass', 'a'),
    event('test:fail', 'b'),
    event('test:pass', 'suite', { details: { type: 'suite' } }),
    event('test:pass', 'c', { skip: 'needs git' }),
    event('test:pass', 'd', { skip: true }),
    event('test:fail', 'e', { todo: 'later' }),
    event('test:pass', 'x.test.ts'),
    event('test:fail', file),
    { type: 'test:diagnostic', data: {} },
  ])
  assert.deepEqual(lines, [
    { outcome: 'passed', name: 'a', reason: '' },
    { outcome: 'failed', name: 'b', reason: '' },
    { outcome: 'skipped', name: 'c', reason: 'needs git' },
    { outcome: 'skipped', name: 'd', reason: 'no reason given' },
    { outcome: 'skipped', name: 'e', reason: 'to do: later' },
    { outcome: 'failed', name: 'x.test.ts', reason: 'the file has no tests' },
    { outcome: 'failed', name: 'x.test.ts', reason: 'the file ended early' },
  ])
})

async function read(events: object[]): Promise<TestResult[]> {
  const results: TestResult[] = []
  for await (const line of report(asEvents(events))) results.push(JSON.parse(line))
  return results
}

/** Of an event the reporter reads only what the tests above give. */
async function* asEvents(events: object[]): AsyncGenerator<TestEvent> {
  for (const event of events) yield event as TestEvent
}

test('Playwright’s tests are counted; one that passed only when tried again has failed', () => {
  const spec = (title: string, status: string, annotations: object[] = []) => ({ title, tests: [{ status, annotations }] })
  const report = {
    suites: [
      {
        title: 'ci.spec.ts',
        specs: [spec('a', 'expected'), spec('b', 'unexpected'), spec('c', 'flaky')],
        suites: [{ title: 'deep', specs: [spec('d', 'skipped', [{ type: 'skip', description: 'why' }]), spec('e', 'skipped')] }],
      },
    ],
    errors: [{ message: 'no server\nmore' }],
  }
  assert.deepEqual(resultsOfPlaywright(JSON.stringify(report)), [
    { outcome: 'passed', name: 'ci.spec.ts › a', reason: '' },
    { outcome: 'failed', name: 'ci.spec.ts › b', reason: '' },
    { outcome: 'failed', name: 'ci.spec.ts › c', reason: 'passed only when tried again' },
    { outcome: 'skipped', name: 'deep › d', reason: 'why' },
    { outcome: 'skipped', name: 'deep › e', reason: 'no reason given' },
    { outcome: 'failed', name: 'Playwright', reason: 'no server' },
  ])
})

test('each folder is held against its own limits, the worst file first', () => {
  const file = (file: string, covered: number, branches = 1) => ({
    file,
    lines: { total: 10, covered },
    branches: { total: 1, covered: branches },
  })
  const files = [file('skills/a.ts', 10), file('lib/b.ts', 9, 0), file('lib/c.ts', 5), file('lib/d.ts', 10)]
  assert.deepEqual(shortfalls(files, { skills: { lines: 100, branches: 100 }, lib: { lines: 90, branches: 60 } }), {
    sums: [
      'skills: 100.00 % of lines, at least 100 %',
      'skills: 100.00 % of branches, at least 100 %',
      'lib: 80.00 % of lines, at least 90 %',
      'lib: 66.67 % of branches, at least 60 %',
    ],
    problems: ['lib is below 90 % of lines:', '  lib/c.ts: 50.0 %, 5 missed'],
  })
})
