import type { StepTools } from '../../lib/core/skill.ts'
import type { Finished } from '../../lib/tools/process.ts'
import { environmentOf, type Places } from './command.ts'
import { type Project, runnerFor, type TestRunner } from './project.ts'
import { type EnvironmentFacts, environmentFacts, neededFor, notInstallable, pipVerdict } from './requirements.ts'
import { endLeftovers, endOf, ensureTree, isReady, type Job, runProgram, startAfresh } from './workspace.ts'

/** The environment that the tests run in. */
export interface Environment {
  runner: TestRunner
  runnerVersion: string
  python: string
  /** How many requirements had to be installed: the others were there. */
  installed: number
}

const installDeadlineMs = 900_000
/** pip's own patience with an index that does not answer. */
const pipOptions = ['--retries', '1', '--timeout', '15', '--progress-bar', 'off']

/** Lays the tree where it is absent, and makes its environment anew: a virtual one, with what the machine lacks. */
export async function prepare(step: StepTools, job: Job, project: Project): Promise<Environment> {
  await endLeftovers(step, job.runId)
  const places = await ensureTree(step, job)
  const { runner } = runnerFor(project)
  await runProgram(step, job, places, { python: 'python3', name: 'make_environment', words: [places.folder] })
  const needed = neededFor(project, runner)
  const before = await lookAt(step, job, places, needed)
  await step.log(`Python ${before.python}; ${needed.length} requirements, ${before.missing.length} of them missing.`)
  const after = before.missing.length > 0 ? await install(step, job, places, needed, before) : before
  if (project.installFor !== null) await installProject(step, job, places, project.installFor)
  await step.tools.filesystem.writeText(places.ready, job.sha)
  return {
    runner,
    runnerVersion: (runner === 'pytest' && after.pytest) || after.python,
    python: after.python,
    installed: before.missing.length,
  }
}

/** Tree and environment as `prepare` left them; made again on a machine that lacks them, and after tests have begun in them. */
export async function ensurePrepared(step: StepTools, job: Job, project: Project, places: Places): Promise<void> {
  if (await isReady(step, places)) return endLeftovers(step, job.runId)
  await step.log('Code and environment are made anew: this machine does not have them as they were prepared.')
  await startAfresh(step, job)
  await prepare(step, job, project)
}

async function lookAt(step: StepTools, job: Job, places: Places, needed: string[]): Promise<EnvironmentFacts> {
  const said = await runProgram(step, job, places, { python: places.python, name: 'missing_requirements', stdin: JSON.stringify(needed) })
  return environmentFacts.parse(JSON.parse(said))
}

/** Installs what is missing; when that cannot be done it is our failure, never that of the tests. */
async function install(step: StepTools, job: Job, places: Places, needed: string[], before: EnvironmentFacts): Promise<EnvironmentFacts> {
  const wanted = before.missing.map(({ requirement }) => requirement)
  await step.log(`Installing ${wanted.join(', ')}`)
  const file = `${places.folder}/missing-requirements.txt`
  await step.tools.filesystem.writeText(file, `${wanted.join('\n')}\n`)
  const finished = await pip(step, job, places, [...pipOptions, '--requirement', file])
  const after = finished.exitCode === 0 ? await lookAt(step, job, places, needed) : before
  if (after.missing.length > 0) throw notInstallable(job.repository, after.missing, pipVerdict(finished.stderr))
  return after
}

/** As well as it goes: tests also find the code on PYTHONPATH, and say themselves what they miss. */
async function installProject(step: StepTools, job: Job, places: Places, why: string): Promise<void> {
  await step.log(`Installing the project itself, since ${why}.`)
  const words = ['--no-deps', '--no-build-isolation', '--no-index', '--editable', places.tree]
  const finished = await pip(step, job, places, words)
  if (finished.exitCode !== 0)
    await step.log(`The project itself was not installed (pip: ${endOf(finished)}): its code is found on PYTHONPATH.`, 'err')
}

function pip(step: StepTools, job: Job, places: Places, words: string[]): Promise<Finished> {
  return step.tools.process.run(
    {
      argv: [places.python, '-m', 'pip', 'install', ...words],
      cwd: places.folder,
      env: environmentOf(places),
      label: job.runId,
      limits: job.settings.limits,
    },
    { signal: step.signal, deadlineMs: installDeadlineMs, onLine: (line, stream) => step.log(line, stream) },
  )
}
