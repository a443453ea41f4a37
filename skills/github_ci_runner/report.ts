import type { TestResult } from '../../lib/core/run.ts'
import type { StepTools } from '../../lib/core/skill.ts'
import type { GitCommit } from '../../lib/tools/git/port.ts'
import type { CiResult } from './ci-result.ts'
import { type Places, placesIn } from './command.ts'
import type { Environment } from './environment.ts'
import { type Execution, execute } from './execution.ts'
import { parseReport } from './junit.ts'
import type { Project } from './project.ts'
import { assess, countsOf, summaryOf } from './verdict.ts'
import type { Job } from './workspace.ts'

const largestReportBytes = 24 * 1024 * 1024
const batch = 200

interface Tested {
  job: Job
  commit: GitCommit
  project: Project
  environment: Environment
  execution: Execution
}

/** Reads the report of the tests, hands on its results, and says what it all comes to. */
export async function report(step: StepTools, tested: Tested): Promise<CiResult> {
  const { job, commit, environment } = tested
  const { execution, results } = await resultsOf(step, tested)
  const found = results ?? []
  for (let start = 0; start < found.length; start += batch) await step.tests(found.slice(start, start + batch))
  const { exitCode, signal, line, stopped, durationMs } = execution
  const { runner, runnerVersion, python } = environment
  const assessment = assess({ runner, exitCode, signal, line, stopped, results, limits: job.settings.limits })
  const tests = countsOf(found)
  const summary = summaryOf(tests)
  await step.log(`${summary}. ${assessment.reason ?? ''}`.trim())
  return {
    ...assessment,
    summary,
    logLinks: [`/runs/${job.runId}?tab=log`],
    repository: job.repository,
    commit,
    runner,
    runnerVersion,
    python,
    tests,
    durationMs,
    isolation: isolationOf(execution),
    exitCode,
    signal,
    observedAt: new Date().toISOString(),
  }
}

/** On a machine that does not have the report that was written, the tests run again: results are never made up. */
async function resultsOf(step: StepTools, tested: Tested): Promise<{ execution: Execution; results: TestResult[] | null }> {
  const { job, project, execution } = tested
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
function isolationOf({ limitsNotApplied }: Execution): string {
  const sentence = 'Run as a process of this machine: not isolated.'
  return limitsNotApplied.length === 0 ? sentence : `${sentence} Limits that it cannot hold: ${limitsNotApplied.join(', ')}.`
}
