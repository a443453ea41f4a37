import { OpsError } from '../../../lib/core/error.ts'
import type { TestCounts, TestResult } from '../../../lib/core/run.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { OdooModule } from '../../../lib/odoo/modules.ts'
import { testArguments } from '../../../lib/odoo/series.ts'
import { type OdooReport, type OdooTest, openOdooReport } from '../../../lib/odoo/test-report.ts'
import type { CountedStep } from '../counted-step.ts'
import type { Job } from '../workspace.ts'
import { runOdoo } from './container.ts'
import { buildServer, ownOf } from './labels.ts'
import type { OdooPlan } from './odoo-plan.ts'
import { raise } from './stack.ts'
import { placesOfTests, type TestPlace } from './test-places.ts'

/** One execution of Odoo's tests, observed. What is long is cut: the tests themselves are in the run's report. */
export interface OdooExecution {
  exitCode: number
  outOfMemory: boolean
  durationMs: number
  /** Without its tests. */
  report: Omit<OdooReport, 'tests'>
  /** By module, of the tests that were seen to end. */
  counts: Record<string, TestCounts & { durationMs: number }>
  firstFailure: { id: string; message: string | null } | null
  /** Tested modules in which tests are written, none of which was seen to run. */
  silent: string[]
  /** State of each module that is not simply uninstalled, as the database has it. */
  states: Record<string, string>
  /** Lines that stood in the step's log before Odoo's first one. */
  linesBefore: number
}

/** Tests are handed on when there are so many of them, or when the last ones are so long ago. */
const live = { tests: 20, afterMs: 1_000 }
const largestTestFile = 1024 ** 2
const most = { notes: 100, detail: 4_000 }

/** Makes the run's database and lets Odoo install and test the modules in it, to its end, with its output as the step's log. */
export async function testOdoo({ step, lines }: CountedStep, job: Job, plan: OdooPlan): Promise<OdooExecution> {
  const { database } = ownOf(job.runId)
  const stack = await raise(step, job, { ...plan, template: plan.template?.name })
  const argv = testArguments(plan.series, { ...plan.arguments, database, install: plan.selection.tested, testTags: tagsOf(plan) })
  await step.log(`$ odoo ${argv.join(' ')}`)
  const linesBefore = lines()
  const listener = await listenTo(step, plan)
  const end = await runOdoo(step, job, stack, { argv }, async (line, stream) => {
    await step.log(line, stream)
    await listener.hear(line)
  })
  const observed = await listener.end()
  return { ...end, ...observed, states: await statesIn(step, database), linesBefore }
}

/** `/sale_x,/sale_y`: the tests of the tested modules, and not those of all that they need. */
function tagsOf({ selection }: OdooPlan): string[] {
  return selection.tested.map((name) => `/${name}`)
}

/** Reads along: hands on each test when it has ended, some at a time, and counts. */
async function listenTo(step: StepTools, plan: OdooPlan) {
  const reader = openOdooReport()
  const places = await testPlaces(step, plan)
  const counts: OdooExecution['counts'] = {}
  let firstFailure: OdooExecution['firstFailure'] = null
  let waiting: TestResult[] = []
  let flushedAt = performance.now()
  const flush = async () => {
    if (waiting.length > 0) await step.tests(waiting)
    waiting = []
    flushedAt = performance.now()
  }
  const take = (tests: OdooTest[]) => {
    for (const test of tests) {
      const result = resultOf(test, plan.modules, places)
      waiting.push(result)
      const count = counts[test.module] ?? { passed: 0, failed: 0, error: 0, skipped: 0, durationMs: 0 }
      counts[test.module] = { ...count, [test.status]: count[test.status] + 1, durationMs: count.durationMs + (test.durationMs ?? 0) }
      if (test.status === 'failed' || test.status === 'error') firstFailure ??= { id: result.id, message: result.message }
    }
  }
  return {
    async hear(line: string): Promise<void> {
      reader.hear(line)
      take(reader.take())
      if (waiting.length >= live.tests || (waiting.length > 0 && performance.now() - flushedAt > live.afterMs)) await flush()
    },
    async end() {
      const { tests: _, ...report } = reader.report()
      take(reader.take())
      await flush()
      const written = new Set([...places.keys()].map((id) => id.replace(/\..*$/, '')))
      const silent = plan.selection.tested.filter((name) => written.has(name) && counts[name] === undefined)
      return { report: cut(report, step.mask), counts, firstFailure, silent }
    },
  }
}

async function testPlaces({ tools, signal }: StepTools, plan: OdooPlan): Promise<Map<string, TestPlace>> {
  const places = new Map<string, TestPlace>()
  for (const { name, path } of plan.modules.filter((module) => plan.selection.tested.includes(module.name))) {
    const folder = `${plan.folder}/${path}/tests`
    if (!(await tools.filesystem.exists(folder))) continue
    for (const file of await tools.filesystem.list(folder, { signal })) {
      // Without its place a test is still told.
      if (!/^test_[^/]*\.py$/.test(file.path) || file.sizeBytes > largestTestFile) continue
      const text = await tools.filesystem.readText(`${folder}/${file.path}`)
      const relative = path === '.' ? `tests/${file.path}` : `${path}/tests/${file.path}`
      for (const [test, place] of placesOfTests(relative, text)) places.set(`${name}.${test}`, place)
    }
  }
  return places
}

/** Named by module, class and method; placed where it failed, else where it is defined. */
export function resultOf(test: OdooTest, modules: readonly OdooModule[], places: ReadonlyMap<string, TestPlace>): TestResult {
  const name = `${test.className}.${test.method}`
  const id = `${test.module}.${name}`
  const defined = places.get(id)
  const module = modules.find((one) => one.name === test.module)
  const file = test.file === null || module === undefined ? null : module.path === '.' ? test.file : `${module.path}/${test.file}`
  return {
    id,
    status: test.status,
    suite: test.module,
    name,
    file: defined?.file ?? file,
    line: test.line ?? defined?.line ?? null,
    durationMs: test.durationMs,
    message: test.message,
    traceback: test.traceback,
  }
}

function cut(report: Omit<OdooReport, 'tests'>, mask: (text: string) => string): Omit<OdooReport, 'tests'> {
  const short = (text: string) => mask(text).slice(0, most.detail)
  const note = <Note extends OdooReport['warnings'][number]>(one: Note) => ({
    ...one,
    message: short(one.message),
    detail: one.detail === null ? null : short(one.detail),
  })
  return { ...report, warnings: report.warnings.slice(0, most.notes).map(note), errors: report.errors.slice(0, most.notes).map(note) }
}

/** The state of each module that is not simply uninstalled; none where Odoo never began to fill the database. */
export async function statesIn({ tools, signal }: StepTools, database: string): Promise<Record<string, string>> {
  const sql = `select name, state from ir_module_module where state not in ('uninstalled', 'uninstallable')`
  try {
    const rows = await tools.postgres.query(buildServer, { database, sql }, { signal })
    return Object.fromEntries(rows.map(({ name, state }) => [String(name), String(state)]))
  } catch (error) {
    // There is no such table yet.
    if (error instanceof OpsError && error.code === 'invalid') return {}
    throw error
  }
}
