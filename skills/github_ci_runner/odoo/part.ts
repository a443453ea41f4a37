import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import { type Series, seriesFrom } from '../../../lib/odoo/series.ts'
import type { CountedStep } from '../counted-step.ts'
import { ensureTree, type Job } from '../workspace.ts'
import { type Addons, addonsOf } from './addons.ts'
import { checkAddons, type Finding, judgeChecks, rendered } from './checks.ts'
import { type OdooExecution, testOdoo } from './execute.ts'
import { type Comparison, type OdooPlan, planOdoo } from './odoo-plan.ts'
import { type OdooEnvironment, prepareOdoo } from './prepare.ts'

/** What `detect` says of the addons in a tree; what is in them is read again where it is needed, since it stands in the tree. */
export interface OdooFound {
  series: Series
  because: string
  modules: { name: string; path: string }[]
}

export interface OdooChecked {
  findings: Finding[]
  counts: { errors: number; warnings: number }
  first: string | null
  /** Whether a Docker engine answered: one that was never there is not waited for when the run is cleaned up. */
  hasEngine: boolean
}

/** Why Odoo cannot be started, or what is ready for it. */
export type OdooPrepared = { unavailable: string; hasEngine: boolean } | { environment: OdooEnvironment }

export interface OdooTested {
  plan: Pick<OdooPlan, 'selection' | 'blocked' | 'image'>
  execution: OdooExecution
}

/** What a run tests of Odoo, beside its job. */
export interface OdooJob {
  job: Job
  found: OdooFound
  comparison: Comparison
  all: boolean
}

const mostFindings = 200

/** Looks for Odoo addons in the tree; null when there is none. A tree whose series cannot be told is refused. */
export async function detectOdoo(step: StepTools, job: Job, branch: string, tree: string): Promise<OdooFound | null> {
  const { modules, findings } = await addonsOf(step, job, tree)
  if (modules.length === 0 && findings.length === 0) return null
  const versions = modules.map(({ manifest }) => manifest.version)
  const { series, because } = seriesFrom({ configured: job.series, branch, versions })
  if (series === null) throw unknownSeries(job, because)
  await step.log(`Odoo addons: ${modules.length}, for Odoo ${series}, since ${because}.`)
  return { series, because, modules: modules.map(({ name, path }) => ({ name, path })) }
}

/** Judges the addons without running them, with each finding in the log. */
export async function checkOdoo(step: StepTools, { job, found }: OdooJob): Promise<OdooChecked> {
  const addons = await addonsIn(step, job)
  const findings = await checkAddons(step, job, addons, { series: found.series, core: job.settings.odoo.coreModules(found.series) })
  for (const finding of findings.slice(0, mostFindings)) await step.log(rendered(finding), finding.severity === 'error' ? 'err' : 'out')
  const { errors, warnings, first, summary } = judgeChecks(findings)
  await step.log(summary)
  const kept = findings.slice(0, mostFindings)
  return { findings: kept, counts: { errors, warnings }, first: first && rendered(first), hasEngine: await engineAnswers(step) }
}

/** Server and template; where there is no engine or no image it is said what is missing, and the run goes on without Odoo. */
export async function prepareOdooPart(step: StepTools, wanted: OdooJob): Promise<OdooPrepared> {
  try {
    return { environment: await prepareOdoo(step, wanted.job, await planFor(step, wanted)) }
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'unavailable') throw error
    await step.log(`Odoo is not started: ${error.message} ${error.hint}`, 'err')
    // Where there is an engine something may have been made on it before it failed.
    return { unavailable: `Odoo was not started: ${error.message}`, hasEngine: await engineAnswers(step) }
  }
}

function engineAnswers({ tools, signal }: StepTools): Promise<boolean> {
  return tools.docker.engine({ signal }).then(
    () => true,
    () => false,
  )
}

/** Installs and tests the selected modules. */
export async function testOdooPart(counted: CountedStep, wanted: OdooJob): Promise<OdooTested> {
  const plan = await planFor(counted.step, wanted)
  await counted.step.log(plan.selection.sentence)
  for (const { name, reason } of plan.blocked) await counted.step.log(`${name} is not tested. ${reason}`, 'err')
  const { selection, blocked, image } = plan
  return { plan: { selection, blocked, image }, execution: await testOdoo(counted, wanted.job, plan) }
}

async function planFor(step: StepTools, { job, found, comparison, all }: OdooJob): Promise<OdooPlan> {
  const { tree } = await ensureTree(step, job)
  const { modules, roots } = await addonsOf(step, job, tree)
  return planOdoo(step, job, { series: found.series, modules, roots, comparison, all, folder: tree })
}

async function addonsIn(step: StepTools, job: Job): Promise<Addons> {
  const { tree } = await ensureTree(step, job)
  return addonsOf(step, job, tree)
}

function unknownSeries({ repository }: Job, because: string): OpsError {
  return new OpsError(
    'invalid',
    `The series of Odoo that ${repository} is for is not known: ${because}.`,
    'Give it in config/agent.yml as series of the repository, or begin the versions in the manifests with it: 19.0.1.0.0.',
  )
}
