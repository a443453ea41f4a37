import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assessOdoo, type OdooFacts } from './assess.ts'
import type { OdooExecution } from './execute.ts'

const report: OdooExecution['report'] = {
  omittedTests: 0,
  modules: [],
  warnings: [],
  warningCount: 0,
  errors: [],
  errorCount: 0,
  summary: { failed: 0, errors: 0, tests: 3, database: 'ci' },
  unknownModules: [],
  inconsistentModules: [],
  demoFailures: [],
  unmetDependencies: [],
  loadFailure: null,
  databaseFailure: null,
  modulesLoaded: true,
  shutDown: true,
  unseen: 0,
  lines: 10,
}
const execution: OdooExecution = {
  exitCode: 0,
  outOfMemory: false,
  durationMs: 5000,
  report,
  counts: { a: { passed: 3, failed: 0, error: 0, skipped: 0, durationMs: 10 } },
  firstFailure: null,
  silent: [],
  states: { a: 'installed', base: 'installed' },
  linesBefore: 0,
}
const facts: OdooFacts = {
  findings: { errors: 0, warnings: 0, first: null },
  unavailable: null,
  tested: ['a'],
  blocked: [],
  execution,
  news: null,
  limits: { memoryBytes: 1024 ** 3, processes: 10, fileBytes: 1, cpuSeconds: 1 },
}
const withExecution = (change: Partial<OdooExecution>): OdooFacts => ({ ...facts, execution: { ...execution, ...change } })
const withReport = (change: Partial<OdooExecution['report']>, more: Partial<OdooExecution> = {}): OdooFacts =>
  withExecution({ ...more, report: { ...report, ...change } })
const note = { level: 'WARNING', logger: 'odoo', message: 'Deprecated.', detail: null, module: 'a', line: 3 } as const

test('tests that ran and passed in modules that are installed are green', () => {
  assert.deepEqual(assessOdoo(facts), { status: 'success', reason: null, step: null })
})

test('warnings that the branch has as well leave it green; others are still said', () => {
  const known = {
    ...withReport({ warnings: [note], warningCount: 1 }),
    news: { count: 0, against: 'main', run: 'r1', isNew: [false], firstSeen: [null] },
  }
  assert.deepEqual(assessOdoo(known), { status: 'success', reason: null, step: null })
  const other = assessOdoo({ ...known, findings: { errors: 0, warnings: 1, first: 'x' } })
  assert.deepEqual([other.status, other.reason], ['warning', 'The static checks found 1 warning.'])
})

const cases: [string, OdooFacts, string, RegExp, string][] = [
  [
    'an error of the static checks',
    { ...facts, findings: { errors: 1, warnings: 0, first: 'a.py:1: bad' } },
    'failure',
    /1 error\. a\.py:1/,
    'check',
  ],
  [
    'several of them',
    { ...facts, findings: { errors: 2, warnings: 0, first: 'a.py:1: bad' } },
    'failure',
    /2 errors\. The first: a\.py/,
    'check',
  ],
  ['no engine', { ...facts, unavailable: 'There is no Docker.', execution: null }, 'unavailable', /no Docker/, 'prepare'],
  ['an Odoo that was not started', { ...facts, execution: null }, 'crashed', /not started/, 'test'],
  ['an end for want of memory', withExecution({ outOfMemory: true, exitCode: 137 }), 'crashed', /limit is 1024 MiB, exit code 137/, 'test'],
  ['a lost database', withReport({ databaseFailure: 'server closed the connection' }), 'crashed', /server closed/, 'test'],
  [
    'a module that cannot be loaded',
    withReport({ loadFailure: { module: 'a', message: 'ImportError: x', traceback: null } }, { exitCode: 255 }),
    'failure',
    /Module a could not be loaded: ImportError: x/,
    'test',
  ],
  [
    'a registry that cannot be loaded',
    withReport({ loadFailure: { module: null, message: 'KeyError', traceback: null } }),
    'failure',
    /Odoo could not be loaded: KeyError/,
    'test',
  ],
  ['a module that Odoo does not know', withReport({ unknownModules: ['b'] }), 'failure', /does not know the module b,/, 'test'],
  [
    'many of them',
    withReport({ unknownModules: ['b', 'c', 'd', 'e', 'f', 'g'] }),
    'failure',
    /the modules b, c, d, e, f and 1 more/,
    'test',
  ],
  ['a dependency that is not met', withReport({ unmetDependencies: ['Module a needs b.'] }), 'failure', /^Module a needs b\.$/, 'test'],
  [
    'a failing test',
    withExecution({
      exitCode: 1,
      counts: { a: { passed: 2, failed: 1, error: 0, skipped: 0, durationMs: 1 } },
      firstFailure: { id: 'a.T.test_x', message: '1 != 2' },
    }),
    'failure',
    /^1 of 3 tests failed\. a\.T\.test_x: 1 != 2$/,
    'test',
  ],
  [
    'failing tests',
    withExecution({
      counts: { a: { passed: 1, failed: 1, error: 1, skipped: 0, durationMs: 1 } },
      firstFailure: { id: 'a.T.test_x', message: null },
    }),
    'failure',
    /^2 of 3 tests failed\. The first: a\.T\.test_x$/,
    'test',
  ],
  [
    'failures that only the summary knows',
    withReport({ summary: { failed: 1, errors: 2, tests: 3, database: 'ci' } }),
    'failure',
    /counts 1 failed tests and 2 errors/,
    'test',
  ],
  [
    'demo data that failed',
    withReport({ demoFailures: [{ module: 'a', message: 'bad' }] }),
    'failure',
    /Demo data of a could not be loaded: bad/,
    'test',
  ],
  [
    'an exit code that no failing test explains',
    withExecution({ exitCode: 3 }),
    'crashed',
    /exit code 3, though no test failed\.$/,
    'test',
  ],
  [
    'the same with an error in the log',
    withReport({ errors: [note], errorCount: 1 }, { exitCode: 3 }),
    'crashed',
    /though no test failed\. Deprecated\./,
    'test',
  ],
  [
    'a module that is not installed afterwards',
    withExecution({ states: { a: 'to install' } }),
    'failure',
    /the module a is not installed/,
    'test',
  ],
  ['modules in a state between', withReport({ inconsistentModules: ['b', 'c'] }), 'failure', /the modules b, c are not installed/, 'test'],
  ['a log that stops before the end', withReport({ summary: null }), 'crashed', /did not come to the end/, 'test'],
  ['a registry that was never loaded', withReport({ modulesLoaded: false }), 'crashed', /did not come to the end/, 'test'],
  [
    'tests that were all skipped',
    withExecution({ counts: { a: { passed: 0, failed: 0, error: 0, skipped: 2, durationMs: 1 } } }),
    'no_tests',
    /^No test was run: all 2 were skipped\.$/,
    'test',
  ],
  [
    'no test at all',
    withReport({ summary: { failed: 0, errors: 0, tests: 0, database: 'ci' } }, { counts: {} }),
    'no_tests',
    /No test was run/,
    'test',
  ],
  ['an error in the log', withReport({ errors: [note], errorCount: 2 }), 'failure', /logged 2 errors\. Deprecated\./, 'test'],
  ['errors beyond those that are kept', withReport({ errorCount: 1 }), 'failure', /logged 1 error\.$/, 'test'],
  [
    'a module that could not be tested',
    { ...facts, blocked: [{ name: 'b', reason: 'It needs x.' }] },
    'unavailable',
    /1 module could not be tested\. b: It needs x\./,
    'prepare',
  ],
  ['a warning in the log', withReport({ warnings: [note], warningCount: 1 }), 'warning', /^Odoo logged 1 warning\. Deprecated\.$/, 'test'],
  [
    'a warning that the branch does not have, before those that it has',
    {
      ...withReport({ warnings: [note, { ...note, message: 'Fresh.' }], warningCount: 2 }),
      news: { count: 1, against: 'main', run: 'r1', isNew: [false, true], firstSeen: [null, null] },
    },
    'warning',
    /^Odoo logged 2 warnings, 1 of them new against main\. Fresh\.$/,
    'test',
  ],
  ['warnings beyond those that are kept', withReport({ warningCount: 2 }), 'warning', /^Odoo logged 2 warnings\.$/, 'test'],
  [
    'a warning of the static checks',
    { ...facts, findings: { errors: 0, warnings: 1, first: 'x' } },
    'warning',
    /static checks found 1 warning\./,
    'test',
  ],
  ['a module whose tests did not run', withExecution({ silent: ['b'] }), 'warning', /^Of the tests in the module b none ran\.$/, 'test'],
  ['tests that the log does not name', withReport({ unseen: 2 }), 'warning', /counts 2 tests more than its log names/, 'test'],
]
for (const [what, given, status, reason, step] of cases) {
  test(`${what} is not green, and is said`, () => {
    const assessment = assessOdoo(given)
    assert.equal(assessment.status, status)
    assert.match(assessment.reason ?? '', reason)
    assert.equal(assessment.step, step)
  })
}
