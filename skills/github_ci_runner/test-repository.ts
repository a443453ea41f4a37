import type { Context, Settings, StepTools } from '../../lib/core/skill.ts'
import type { GitCommit, GitWanted } from '../../lib/tools/git/port.ts'
import type { CiResult } from './ci-result.ts'
import { type Environment, prepare } from './environment.ts'
import { type Execution, execute } from './execution.ts'
import { nothingToTest, type Project, projectFacts, runnerFor } from './project.ts'
import { report } from './report.ts'
import { endLeftovers, ensureTree, type Job, layTree, runProgram } from './workspace.ts'

/** The plan of a CI run. */
export const ciSteps = {
  resolve: 'Find the commit',
  fetch: 'Fetch the code',
  detect: 'See what is there',
  prepare: 'Prepare the environment',
  test: 'Run the tests',
  report: 'Read the results',
  clean: 'Clean up',
}
export type CiStep = keyof typeof ciSteps

const longestTestMs = 4 * 3_600_000

/** `test` has the deadline of the settings; these only bound it, and leave time to make the environment again. */
export const ciDeadlines = { prepare: 1_800_000, test: longestTestMs, report: longestTestMs }

/** A repository by name, URL or path, and what of it. */
export interface Target {
  repository: string
  wanted: GitWanted
}

/**
 * Tests one commit: the steps of a CI run, in order. Nothing needs undoing, since all that a run makes lies in its own folder and
 * `clean` removes it at every end. Each step can be tried again, also on a machine that has nothing of what the steps before it made.
 */
export async function testRepository(context: Context<CiStep>, { repository, wanted }: Target): Promise<CiResult> {
  const { runId, settings, step } = context
  const known = knownRepository(settings, repository)
  const url = known?.url ?? repository
  const commitWanted = Object.keys(wanted).length === 0 && known ? { branch: known.branch } : wanted
  context.always('clean', (tools) => clean(tools, runId))

  const commit = await step('resolve', (tools) => resolve(tools, url, commitWanted, runId))
  const job: Job = { runId, repository, url, sha: commit.sha, settings }
  await step('fetch', (tools) => fetchTree(tools, job))
  const project = await step('detect', (tools) => detect(tools, job))
  const environment: Environment = await step('prepare', (tools) => prepare(tools, job, project))
  const execution: Execution = await step('test', (tools) => execute(tools, job, project))
  return step('report', (tools) => report(tools, { job, commit, project, environment, execution }))
}

/** A repository of the settings; a name such as `constructor` is none. */
function knownRepository({ repositories }: Settings, name: string): { url: string; branch: string } | undefined {
  return Object.hasOwn(repositories, name) ? repositories[name] : undefined
}

async function resolve({ tools, signal, log }: StepTools, url: string, wanted: GitWanted, label: string): Promise<GitCommit> {
  const { sha, ref, subject, author, committedAt } = await tools.git.resolve(url, wanted, { signal, label })
  await log(`${sha} ${subject} (${author}, ${committedAt})`)
  return { sha, ref, subject, author, committedAt }
}

async function fetchTree(step: StepTools, job: Job): Promise<{ branch: string; changed: number }> {
  await endLeftovers(step, job.runId)
  const { branch, changed } = await layTree(step, job)
  await step.log(`Files changed by this commit: ${changed.length}.`)
  return { branch, changed: changed.length }
}

async function detect(step: StepTools, job: Job): Promise<Project> {
  const places = await ensureTree(step, job)
  const project = projectFacts.parse(
    JSON.parse(await runProgram(step, job, places, { python: 'python3', name: 'read_project', words: [places.tree] })),
  )
  for (const note of project.notes) await step.log(note, 'err')
  const refusal = nothingToTest(project, job.repository)
  if (refusal) throw refusal
  const { runner, because } = runnerFor(project)
  await step.log(`Tests run with ${runner}, since ${because}.`)
  return project
}

async function clean(step: StepTools, runId: string): Promise<void> {
  await endLeftovers(step, runId)
  await step.tools.filesystem.removeWorkFolder(runId)
}
