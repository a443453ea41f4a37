import { OpsError } from '../../lib/core/error.ts'
import type { Settings, StepTools } from '../../lib/core/skill.ts'
import type { GitState } from '../../lib/tools/git/port.ts'
import type { Finished } from '../../lib/tools/process.ts'
import { environmentOf, type Places, placesIn, program, programPath } from './command.ts'

/** What one run tests: pure, and the same after every replay. */
export interface Job {
  runId: string
  /** As it was asked for: for people. */
  repository: string
  /** Where git finds it. */
  url: string
  sha: string
  settings: Settings
  /** Code of somebody else. */
  isFork: boolean
  /** The series of Odoo that the configuration names for the repository. */
  series?: string | undefined
}

const gitDeadlineMs = 270_000
const helperDeadlineMs = 120_000

/** Ends what an earlier attempt left running, and says so. */
export async function endLeftovers({ tools, log }: StepTools, runId: string): Promise<void> {
  const ended = await tools.process.killLabelled(runId)
  if (ended > 0) await log(`Processes that an earlier attempt left behind and that were ended: ${ended}.`)
}

/** Lays the tree into the run's folder on this machine, which may not have fetched it yet; nothing happens when it is there and untouched. */
export async function layTree({ tools, signal }: StepTools, job: Job): Promise<GitState> {
  const { tree } = placesIn(await tools.filesystem.workFolder(job.runId))
  const options = { signal, deadlineMs: gitDeadlineMs, label: job.runId }
  await tools.git.resolve(job.url, { sha: job.sha }, options)
  return tools.git.checkout(job.url, job.sha, tree, options)
}

/** The places of the run with the tree in them: it is laid by one renaming, so that what is there is whole. */
export async function ensureTree(step: StepTools, job: Job): Promise<Places> {
  const places = placesIn(await step.tools.filesystem.workFolder(job.runId))
  if (!(await step.tools.filesystem.exists(places.tree))) await layTree(step, job)
  return places
}

/** Throws away what is in the run's folder on this machine. */
export async function startAfresh(step: StepTools, job: Job): Promise<void> {
  await endLeftovers(step, job.runId)
  await step.tools.filesystem.removeWorkFolder(job.runId)
}

/** True when tree and environment are complete on this machine and no test has touched them. */
export async function isReady({ tools }: StepTools, { ready, used }: Places): Promise<boolean> {
  return (await tools.filesystem.exists(ready)) && !(await tools.filesystem.exists(used))
}

/** Runs one of our own Python programs and returns what it printed; `python` is the machine's where there is no environment yet. */
export async function runProgram(
  step: StepTools,
  job: Job,
  places: Places,
  command: { python: string; name: string; words?: string[]; stdin?: string },
): Promise<string> {
  const { python, name, words = [], stdin } = command
  // `python3` is the machine's, never that of an environment left by an earlier attempt.
  const env = { ...environmentOf(places), PATH: programPath }
  const finished = await step.tools.process.run(
    { argv: [python, '-I', '-B', program(name), ...words], cwd: places.folder, env, label: job.runId, stdin },
    { signal: step.signal, deadlineMs: helperDeadlineMs },
  )
  if (finished.exitCode === 0) return finished.stdout
  throw new OpsError(
    'internal',
    `${name}.py ended with ${endOf(finished)}: ${finished.stderr.trim().replace(/^.*\n/s, '')}`,
    'It takes Python 3.8 or newer as python3, with its standard library, on the machine of the worker.',
  )
}

/** `exit code 1`, or the signal. */
export function endOf({ exitCode, signal }: Finished): string {
  return signal ?? `exit code ${exitCode}`
}
