import { isDeepStrictEqual } from 'node:util'
import { OpsError } from '../../lib/core/error.ts'
import type { Context, Settings, StepTools } from '../../lib/core/skill.ts'
import type { GitCommit } from '../../lib/tools/git/port.ts'
import type { CiResult } from './ci-result.ts'
import { countLines } from './counted-step.ts'
import { prepare } from './environment.ts'
import { execute } from './execution.ts'
import type { Comparison } from './odoo/odoo-plan.ts'
import { checkOdoo, detectOdoo, type OdooChecked, type OdooFound, type OdooJob, prepareOdooPart, testOdooPart } from './odoo/part.ts'
import { cleanEngine } from './odoo/stack.ts'
import { isPartOf, nothingToTest, type Project, projectFacts, runnerFor } from './project.ts'
import { report } from './report.ts'
import { repositoryNamed } from './repository-key.ts'
import { gitWantedOf, refOf, type Wanted } from './wanted.ts'
import { endLeftovers, ensureTree, type Job, layTree, runProgram } from './workspace.ts'

/** The plan of a CI run. */
export const ciSteps = {
  resolve: 'Find the commit',
  fetch: 'Fetch the code',
  detect: 'See what is there',
  check: 'Check the addons',
  prepare: 'Prepare the environment',
  test: 'Run the tests',
  report: 'Read the results',
  clean: 'Clean up',
}
export type CiStep = keyof typeof ciSteps

const longestTestMs = 4 * 3_600_000

/** `test` and the making of a template have the deadline of the settings; these only bound them, and leave time to make the environment again. */
export const ciDeadlines = { prepare: longestTestMs, test: longestTestMs, report: longestTestMs }

/** A repository by name, URL or path, and what of it. */
export interface Target {
  repository: string
  wanted: Wanted
  /** The branch to compare with; by default the repository's own. */
  base?: string | undefined
  /** Every module is tested, not only what changed. */
  all?: boolean | undefined
  /** Code of somebody else: nothing of it reaches the network. */
  isFork?: boolean | undefined
}

/** What of a commit is tested: Python, Odoo or both; at least one. */
interface Detected {
  python: Project | null
  odoo: OdooFound | null
}

/**
 * Tests one commit: the steps of a CI run, in order. Nothing needs undoing, since all that a run makes lies in its own folder and
 * `clean` removes it at every end. Each step can be tried again, also on a machine that has nothing of what the steps before it made.
 */
export async function testRepository(
  context: Context<CiStep>,
  { repository, wanted, base, all = false, isFork = false }: Target,
): Promise<CiResult> {
  const { runId, store, step } = context
  const settings = isFork ? shutOff(context.settings) : context.settings
  const known = knownRepository(settings, repository)
  const own = known ? { branch: known.branch } : {}
  const commitWanted = Object.keys(wanted).length === 0 ? own : wanted
  // Until the checks are through, nothing can be on a Docker engine.
  let hasEngine = false
  context.always('clean', (tools) => clean(tools, runId, hasEngine))

  // What the configuration says is kept with the commit: it may have changed when the run is carried on.
  const { commit, comparison, url, series } = await step('resolve', async (tools) => {
    const place = known?.url ?? repository
    const sought = { wanted: commitWanted, base: base ? { branch: base } : own, isAsked: base !== undefined, runId }
    return { url: place, series: known?.series ?? null, ...(await resolve(tools, place, sought)) }
  })
  const job: Job = { runId, repository, url, sha: commit.sha, settings, isFork, series: series ?? undefined }
  await step('fetch', (tools) => fetchTree(tools, job))
  const { python, odoo } = await step('detect', (tools) => detect(tools, job, commit))
  const odooJob: OdooJob | null = odoo && { job, found: odoo, comparison, all }
  const checked: OdooChecked | null = await step('check', (tools) => check(tools, odooJob))
  const canStart = odooJob !== null && checked?.counts.errors === 0
  hasEngine = canStart && checked.hasEngine
  // A step with nothing to do is not begun: what was never reached is told as skipped, never as done.
  const prepared =
    python || canStart
      ? await step('prepare', async (tools) => ({
          python: python && (await prepare(tools, job, python)),
          odoo: canStart ? await prepareOdooPart(tools, odooJob) : null,
        }))
      : { python: null, odoo: null }
  const isReady = prepared.odoo !== null && 'environment' in prepared.odoo
  hasEngine = isReady || (prepared.odoo !== null && 'unavailable' in prepared.odoo && prepared.odoo.hasEngine)
  const tested =
    python || isReady
      ? await step('test', async (tools) => {
          const counted = countLines(tools)
          return {
            python: python && (await execute(counted.step, job, python)),
            odoo: odooJob && isReady ? await testOdooPart(counted, odooJob) : null,
          }
        })
      : { python: null, odoo: null }
  return step('report', (tools) =>
    report(tools, {
      job,
      commit,
      store,
      python: python && prepared.python && tested.python && { project: python, environment: prepared.python, execution: tested.python },
      odoo: odoo && checked && { found: odoo, commit, comparison, checked, prepared: prepared.odoo, tested: tested.odoo },
    }),
  )
}

/** Other hosts are out of reach for what a fork brings, whatever builds may do otherwise. */
function shutOff(settings: Settings): Settings {
  return { ...settings, odoo: { ...settings.odoo, egress: false } }
}

/** A repository of the settings, however it is named. */
function knownRepository({ repositories }: Settings, asked: string): Settings['repositories'][string] | undefined {
  return repositoryNamed(
    Object.entries(repositories).map(([name, one]) => ({ ...one, name })),
    asked,
  )
}

interface Sought {
  wanted: Wanted
  /** What to compare with; empty for the repository's default branch, which may be missing where it was not asked for. */
  base: Wanted
  isAsked: boolean
  runId: string
}

/** The commit, and the one where its history left the branch that it is compared with. */
async function resolve(
  step: StepTools,
  url: string,
  { wanted, base, isAsked, runId }: Sought,
): Promise<{ commit: GitCommit; comparison: Comparison }> {
  const { tools, signal, log } = step
  const options = { signal, label: runId }
  // A commit of a pull request lies on no branch that is fetched otherwise.
  if (wanted.pr !== undefined && wanted.sha !== undefined) await tools.git.resolve(url, { pr: wanted.pr }, options)
  const { sha, ref: named, subject, author, committedAt } = await tools.git.resolve(url, gitWantedOf(wanted), options)
  const ref = named || refOf(wanted)
  await log(`${sha} ${subject} (${author}, ${committedAt})`)
  const commit = { sha, ref, subject, author, committedAt }
  if (isDeepStrictEqual(wanted, base)) return { commit, comparison: partOf(called(commit)) }
  const against = isAsked ? await tools.git.resolve(url, base, options) : await tools.git.resolve(url, base, options).catch(String)
  if (typeof against === 'string') return { commit, comparison: { because: `there is no branch to compare with (${against})` } }
  const name = called(against)
  const left = await tools.git.mergeBase(url, sha, against.sha, options)
  if (left === null) return { commit, comparison: { because: `it has no history in common with ${name}` } }
  return { commit, comparison: left === sha ? partOf(name) : { name, sha: left } }
}

/** By its branch where it was found by one, else by its id. */
function called({ ref, sha }: Pick<GitCommit, 'ref' | 'sha'>): string {
  return ref.replace('refs/heads/', '') || sha.slice(0, 7)
}

function partOf(branch: string): Comparison {
  return { because: `the commit is part of ${branch}` }
}

async function fetchTree(step: StepTools, job: Job): Promise<{ branch: string; changed: number }> {
  await endLeftovers(step, job.runId)
  const { branch, changed } = await layTree(step, job)
  await step.log(`Files changed by this commit: ${changed.length}.`)
  return { branch, changed: changed.length }
}

async function detect(step: StepTools, job: Job, commit: GitCommit): Promise<Detected> {
  const places = await ensureTree(step, job)
  const odoo = await detectOdoo(step, job, commit.ref.replace('refs/heads/', ''), places.tree)
  const stdin = JSON.stringify((odoo?.modules ?? []).map(({ path }) => path))
  const said = await runProgram(step, job, places, { python: 'python3', name: 'read_project', words: [places.tree], stdin })
  const project = projectFacts.parse(JSON.parse(said))
  if (odoo !== null && !isPartOf(project)) return { python: null, odoo }
  if (job.isFork) {
    const why = 'Python tests of a fork are not run: they are processes of this machine, with its network.'
    if (odoo === null) throw new OpsError('refused', why, 'Push the commit to a branch of the repository once you trust it.')
    await step.log(why, 'err')
    return { python: null, odoo }
  }
  for (const note of project.notes) await step.log(note, 'err')
  const refusal = nothingToTest(project, job.repository)
  if (refusal) throw refusal
  const { runner, because } = runnerFor(project)
  await step.log(`Tests run with ${runner}, since ${because}.`)
  return { python: project, odoo }
}

async function check(step: StepTools, odoo: OdooJob | null): Promise<OdooChecked | null> {
  if (odoo !== null) return checkOdoo(step, odoo)
  await step.log('There are no Odoo addons to check.')
  return null
}

async function clean(step: StepTools, runId: string, hasEngine: boolean): Promise<void> {
  await endLeftovers(step, runId)
  await step.tools.filesystem.removeWorkFolder(runId)
  if (hasEngine) await cleanEngine(step, runId)
}
