import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeOdoo } from './compose.ts'
import type { OdooExecution } from './execute.ts'
import type { Finding } from './findings.ts'
import type { OdooTested } from './part.ts'
import type { OdooParts } from './report.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const execution: OdooExecution = {
  exitCode: 0,
  outOfMemory: false,
  durationMs: 5000,
  report: {
    omittedTests: 0,
    modules: [{ name: 'a', loaded: true, tests: 2, failed: 0, errors: 0, seconds: 1.5, queries: 10, warnings: 3 }],
    warnings: [{ level: 'WARNING', logger: 'odoo.addons.a', message: 'Low.', detail: null, module: 'a', line: 7 }],
    warningCount: 120,
    errors: [],
    errorCount: 0,
    summary: null,
    unknownModules: [],
    inconsistentModules: [],
    demoFailures: [],
    unmetDependencies: [],
    loadFailure: { module: 'g', message: 'ImportError: x', traceback: null },
    databaseFailure: null,
    modulesLoaded: true,
    shutDown: true,
    unseen: 0,
    lines: 10,
  },
  counts: {
    a: { passed: 1, failed: 0, error: 0, skipped: 1, durationMs: 40 },
    b: { passed: 0, failed: 1, error: 1, skipped: 0, durationMs: 10 },
  },
  firstFailure: null,
  silent: ['h'],
  states: { a: 'installed', b: 'installed', f: 'to install', h: 'installed' },
  linesBefore: 5,
}
const tested: OdooTested = {
  plan: {
    image: 'odoo:19',
    selection: { tested: names, leftOut: [{ name: 'c', reason: 'Not changed.' }], sentence: '7 modules.' },
    blocked: [{ name: 'd', reason: 'It needs x.' }],
  },
  execution,
}
const parts: OdooParts = {
  found: { series: '19.0', because: 'most say so', modules: names.map((name) => ({ name, path: `addons/${name}` })) },
  checked: { findings: [], counts: { errors: 0, warnings: 0 }, first: null, hasEngine: true },
  comparison: { because: 'it is asked for' },
  commit: { ref: 'refs/heads/main' },
  prepared: { environment: { series: '19.0', image: 'odoo:19', template: { key: 'tpl_1', warm: true, seconds: 0.2 } } },
  tested,
}
const plain = { firstLine: 1, news: null }
const statesOf = (given: OdooParts) => composeOdoo(given, plain).modules.map(({ name, state, reason }) => [name, state, reason])

test('each module has its state, and why it is not simply tested', () => {
  assert.deepEqual(statesOf(parts), [
    ['a', 'tested', null],
    ['b', 'failed', '2 of its tests failed.'],
    ['c', 'left_out', 'Not changed.'],
    ['d', 'not_installed', 'It needs x.'],
    ['e', 'not_installed', 'Odoo left it uninstalled.'],
    ['f', 'not_installed', 'Odoo left it to install.'],
    ['g', 'failed', 'ImportError: x'],
    ['h', 'tested', 'It has tests, and none of them ran.'],
  ])
})

test('counts, warnings and times are those of the module; a warning points at its line in the log of the run', () => {
  const seen = { commit: 'abc', run: 'r0' }
  const { modules, warnings, warningCount, newWarnings, template, image } = composeOdoo(parts, {
    firstLine: 101,
    news: { count: 1, against: 'main', run: 'r1', isNew: [true], firstSeen: [seen] },
  })
  const [a, b, c] = modules
  assert.deepEqual([a?.tests, a?.failed, a?.skipped, a?.warnings, a?.durationMs], [2, 0, 1, 3, 40])
  assert.deepEqual([b?.tests, b?.failed, b?.warnings], [2, 2, 0])
  assert.equal(c?.durationMs, null)
  assert.deepEqual(warnings, [{ module: 'a', logger: 'odoo.addons.a', message: 'Low.', line: 112, isNew: true, firstSeen: seen }])
  assert.deepEqual([warningCount, template?.key, image], [120, 'tpl_1', 'odoo:19'])
  assert.deepEqual(newWarnings, { count: 1, against: 'main', run: 'r1' })
  assert.deepEqual([composeOdoo(parts, plain).newWarnings, composeOdoo(parts, plain).warnings[0]?.isNew], [null, null])
  assert.equal(composeOdoo(parts, plain).warnings[0]?.firstSeen, null)
})

test('what the static checks found stands at its module; nothing else was started', () => {
  const finding: Finding = { rule: 'r', severity: 'error', module: 'b', file: 'addons/b/x.py', line: 1, column: 2, message: 'Bad.' }
  const checked = { findings: [finding], counts: { errors: 1, warnings: 0 }, first: 'Bad.', hasEngine: true }
  const stopped = { ...parts, checked, prepared: null, tested: null }
  assert.deepEqual(statesOf(stopped).slice(0, 2), [
    ['a', 'not_installed', 'Odoo was not started.'],
    ['b', 'failed', 'Bad.'],
  ])
  const { findings, findingCounts, selection, template, warnings, image } = composeOdoo(stopped, plain)
  assert.deepEqual(findings, [{ rule: 'r', severity: 'error', module: 'b', file: 'addons/b/x.py', line: 1, message: 'Bad.' }])
  assert.deepEqual([findingCounts.errors, selection, template, warnings.length, image], [1, 'Nothing was started.', null, 0, null])
  assert.equal(composeOdoo({ ...stopped, prepared: { unavailable: 'no engine', hasEngine: false } }, plain).template, null)
})
