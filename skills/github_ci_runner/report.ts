import type { TestCounts, TestResult } from '../../lib/core/run.ts'
import type { StepTools } from '../../lib/core/skill.ts'
import type { ReadStore } from '../../lib/core/store.ts'
import type { GitCommit } from '../../lib/tools/git/port.ts'
import type { CiResult } from './ci-result.ts'
import { type Places, placesIn } from './command.ts'
import type { Environment } from './environment.ts'
import { type Execution, execute } from './execution.ts'
import { parseReport } from './junit.ts'
import { type OdooReported, reportOdoo } from './odoo/report.ts'
import type { Project } from './project.ts'
import { type Assessment, assess, countsOf, gravest, summaryOf } from './verdict.ts'
import type { Job } from './workspace.ts'

const largestReportBytes = 24 * 1024 * 1024
const batch = 200

/** The Python part of a run, as its steps left it. */
interface PythonTested {
  project: Project
  environment: Environment
  execution: Execution
}

interface Tested {
  job: Job
  commit: GitCommit
  store: Pick<ReadStore, 'runs'>
  python: PythonTested | null
  odoo: Parameters<typeof reportOdoo>[1] | null
}

interface PythonReported {
  assessment: Assessment
  execution: Execution
  results: TestResult[]
}

/** Reads the reports of the tests, hands on their results, and says what it all comes to. */
export async function report(step: StepTools, tested: Tested): Promise<CiResult> {
  const { job, commit, store } = tested
  const python = tested.python && (await reportPython(step, job, tested.python))
  const odoo = tested.odoo && (await reportOdoo(store, tested.odoo, job))
  const parts = [python?.assessment, odoo?.assessment].filter((one) => one !== undefined)
  const assessment = gravest(parts)
  const tests = addUp(countsOf(python?.results ?? []), odoo?.counts)
  const summary = summaryOf(tests)
  await step.log(`${summary}. ${assessment.reason ?? ''}`.trim())
  const { environment } = tested.python ?? {}
  return {
    ...assessment,
    summary,
    logLinks: [`/runs/${job.runId}?tab=log`],
    repository: job.repository,
    commit,
    isFork: job.isFork,
    runner: environment?.runner ?? 'odoo',
    runnerVersion: environment?.runnerVersion ?? odoo?.version ?? '',
    python: environment?.python ?? null,
    tests,
    durationMs: (python?.execution.durationMs ?? 0) + (odoo?.durationMs ?? 0),
    isolation: isolationOf(python?.execution, odoo),
    exitCode: python?.execution.exitCode ?? odoo?.exitCode ?? null,
    signal: python?.execution.signal ?? null,
    odoo: odoo?.result ?? null,
    observedAt: new Date().toISOString(),
  }
}

async function reportPython(step: StepTools, job: Job, tested: PythonTested): Promise<PythonReported> {
  const { execution, results } = await resultsOf(step, job, tested)
  const found = results ?? []
  for (let start = 0; start < found.length; start += batch) await step.tests(found.slice(start, start + batch))
  const { exitCode, signal, line, stopped } = execution
  const { runner } = tested.environment
  return {
    assessment: assess({ runner, exitCode, signal, line, stopped, results, limits: job.settings.limits }),
    execution,
    results: found,
  }
}

/** On a machine that does not have the report that was written, the tests run again: results are never made up. */
async function resultsOf(
  step: StepTools,
  job: Job,
  { project, execution }: PythonTested,
): Promise<{ execution: Execution; results: TestResult[] | null }> {
  const places = placesIn(await step.tools.filesystem.workFolder(job.runId))
  const isHere = execution.report === null || (await step.tools.filesystem.exists(`${places.folder}/${execution.report}`))
  if (isHere) return { execution, results: await read(step, places, execution) }
  await step.log('The report of the tests is not on this machine, so they run once more.')
  const again = await execute(step, job, project)
  return { execution: again, results: await read(step, places, again) }
}

/** The results as the report has them, with files named as in the tree; null without a complete report. */
async function read({ tools, mask }: StepTools, { folder, tree }: Places, { report: name }: Execution): Promise<TestResult[] | null> {
  if (name === null) return null
  const xml = await tools.filesystem.readText(`${folder}/${name}`, { maxBytes: largestReportBytes })
  return parseReport(xml.replaceAll(`${tree}/`, ''), mask)
}

/** What kept the tests apart from this machine, limits that it could not hold them to included. */
function isolationOf(python: Execution | undefined, odoo: OdooReported | null): string {
  const contained = odoo?.isolation ?? ''
  if (python === undefined) return contained || 'Nothing was run.'
  const { limitsNotApplied } = python
  const limits = limitsNotApplied.length === 1 ? 'limit' : 'limits'
  const missing = limitsNotApplied.length === 0 ? '' : ` Not enforced: the ${limits} on ${limitsNotApplied.join(', ')}.`
  const sentence = `${contained === '' ? 'Ran' : 'Python’s tests ran'} as a process on this machine, not isolated.${missing}`
  return [contained, sentence].filter((part) => part !== '').join(' ')
}

function addUp(one: TestCounts, other: TestCounts | undefined): TestCounts {
  if (other === undefined) return one
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    error: one.error + other.error,
    skipped: one.skipped + other.skipped,
  }
}
