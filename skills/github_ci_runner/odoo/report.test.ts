import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunEvent } from '../../../lib/core/run.ts'
import { storeOf } from '../bench.fixture.ts'
import { report } from '../report.ts'
import { type OdooParts, reportOdoo } from './report.ts'
import { jobWith, stepWith } from './step.fixture.ts'

const parts: OdooParts = {
  found: { series: '19.0', because: 'most say so', modules: [] },
  checked: { findings: [], counts: { errors: 0, warnings: 0 }, first: null, hasEngine: true },
  comparison: { because: 'it is asked for' },
  commit: { ref: 'refs/heads/main' },
  prepared: { environment: { series: '19.0', image: 'odoo:19', template: null } },
  tested: {
    plan: { image: 'odoo:19', selection: { tested: [], leftOut: [], sentence: 'None.' }, blocked: [] },
    execution: {
      exitCode: 0,
      outOfMemory: false,
      durationMs: 7,
      report: {
        omittedTests: 0,
        modules: [],
        warnings: [{ level: 'WARNING', logger: 'l', message: 'm', detail: null, module: null, line: 3 }],
        warningCount: 1,
        errors: [],
        errorCount: 0,
        summary: { failed: 0, errors: 0, tests: 1, database: 'd' },
        unknownModules: [],
        inconsistentModules: [],
        demoFailures: [],
        unmetDependencies: [],
        loadFailure: null,
        databaseFailure: null,
        modulesLoaded: true,
        shutDown: true,
        unseen: 0,
        lines: 3,
      },
      counts: { a: { passed: 1, failed: 0, error: 0, skipped: 0, durationMs: 1 } },
      firstFailure: null,
      silent: [],
      states: {},
      linesBefore: 4,
    },
  },
}
const log = (step: string, attempt: number, firstLine: number): RunEvent => {
  return { seq: 1, at: '', key: `k${firstLine}`, kind: 'log', step, data: { attempt, firstLine, lines: 5 } }
}
const storeWith = (events: RunEvent[]) => ({ runs: { ...storeOf([]).runs, events: async () => events } })

test('a warning points at its line in the last attempt of the tests', async () => {
  const events = [log('detect', 1, 1), log('test', 1, 10), log('test', 2, 50), log('test', 2, 55)]
  const { result, durationMs, exitCode, assessment } = await reportOdoo(storeWith(events), parts, jobWith())
  assert.equal(result.warnings[0]?.line, 49 + 4 + 3)
  assert.deepEqual([durationMs, exitCode, assessment.status], [7, 0, 'warning'])
})

test('builds that may reach other hosts are not said to have no way out', async () => {
  const sentence = async (egress: boolean) => (await reportOdoo(storeWith([]), parts, jobWith({ egress }))).isolation
  assert.match(await sentence(true), /could reach other hosts/)
  assert.match(await sentence(false), /no way out but to its database/)
})

test('where nothing was started there is no duration and no exit code', async () => {
  const unavailable = { ...parts, prepared: { unavailable: 'No engine.', hasEngine: false }, tested: null }
  const { durationMs, exitCode, assessment, isolation } = await reportOdoo(storeWith([]), unavailable, jobWith())
  assert.deepEqual([durationMs, exitCode, isolation], [0, null, ''])
  assert.deepEqual([assessment.status, assessment.reason], ['unavailable', 'No engine.'])
})

test('a run of which nothing was tested is not green', async () => {
  const { step } = stepWith({})
  const commit = { sha: 'a', ref: '', subject: '', author: '', committedAt: '' }
  const { status, isolation, runner, python } = await report(step, {
    job: jobWith(),
    commit,
    store: storeWith([]),
    python: null,
    odoo: null,
  })
  assert.deepEqual([status, isolation, runner, python], ['crashed', 'Nothing was run.', 'odoo', null])
})
