import { OpsError } from '../../../lib/core/error.ts'
import { runLabel } from '../../../lib/core/labels.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import { type Series, testArguments } from '../../../lib/odoo/series.ts'
import { openOdooReport } from '../../../lib/odoo/test-report.ts'
import type { Job } from '../workspace.ts'
import { runOdoo } from './container.ts'
import { buildServer, ownOf } from './labels.ts'
import type { OdooPlan } from './odoo-plan.ts'
import { ensureServer } from './server.ts'
import { addonsFolder, raise, templateWords } from './stack.ts'
import { dropOldest, isAmong, keepAsTemplate } from './template.ts'

/** What `prepare` leaves behind: the server, and the template to begin with. */
export interface OdooEnvironment {
  series: Series
  image: string
  /** Null where the run begins with an empty database. */
  template: { key: string; warm: boolean; seconds: number } | null
}

const waitMs = 500
const abandonedMs = 30_000
const attempts = 5

/** Brings up the database server, and makes the template where it is not there yet; another run that makes the same one is waited for. */
export async function prepareOdoo(step: StepTools, job: Job, plan: OdooPlan): Promise<OdooEnvironment> {
  const started = performance.now()
  const databases = await ensureServer(step, job)
  const { series, image, template } = plan
  if (template === null) {
    await step.log('No template: what is tested would install itself with it. The run begins with an empty database.')
    return { series, image, template: null }
  }
  const warm = isAmong(databases, template.name)
  if (!warm) await dropOldest(step, databases)
  let isThere = warm
  for (let attempt = 0; !isThere && attempt < attempts; attempt += 1)
    isThere =
      (await make(step, job, plan, template)) ||
      isAmong(await step.tools.postgres.databases(buildServer, { signal: step.signal }), template.name)
  if (!isThere) throw neverMade(template.name)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  await step.log(
    warm
      ? `The template ${template.name} is there: ${template.install.length} modules are installed in it.`
      : `The template ${template.name} is made, with ${template.install.length} modules, in ${seconds} s.`,
  )
  return { series, image, template: { key: template.name, warm, seconds } }
}

/**
 * Makes the template; false when another run was at it, and it is to be looked again. The container's name is the lock. The stack is
 * left to the tests, which raise their own in its place.
 */
async function make(step: StepTools, job: Job, plan: OdooPlan, template: NonNullable<OdooPlan['template']>): Promise<boolean> {
  const { log } = step
  const holder = `devops-agent-${template.name.replaceAll('_', '-')}`
  if (await waitForOther(step, job.runId, holder)) return false
  // Nothing but what the template's name stands for: code of the tested modules must not get into what others begin with.
  const only = plan.modules.filter(({ name }) => template.modules.some((module) => module.name === name)).map(({ path }) => path)
  const { database } = ownOf(job.runId)
  const stack = await raise(step, job, { ...plan, template: undefined, only, forTemplate: true })
  const { addonsPath, load } = templateWords(plan.series)
  const roots = new Set(only.map((path) => `${addonsFolder}/${path}`.replace(/\/[^/]*$/, '')))
  const addonsPaths = [...roots, addonsPath]
  const argv = [
    ...testArguments(plan.series, { ...plan.arguments, addonsPaths, database, install: template.install, testTags: null }),
    load,
  ]
  await log(`$ odoo ${argv.join(' ')}`)
  const reader = openOdooReport()
  try {
    const end = await runOdoo(step, job, stack, { argv, name: holder }, (line, stream) => {
      reader.hear(line)
      return log(line, stream)
    })
    const report = reader.report()
    const isWhole =
      end.exitCode === 0 && report.modulesLoaded && report.unknownModules.length === 0 && report.inconsistentModules.length === 0
    const why = [report.loadFailure?.message, report.errors[0]?.message, `Odoo ended with exit code ${end.exitCode}.`]
    if (!isWhole) throw notInstalled(why.find((message) => message !== undefined))
    await keepAsTemplate(step, database, template.name)
    return true
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'conflict') throw error
    await log('Another run was first to make the template.')
    return false
  }
}

/** Waits while another run's container holds the lock; one that has ended long ago was left behind by a run that died. */
async function waitForOther({ tools, signal, log }: StepTools, runId: string, holder: string): Promise<boolean> {
  let hasWaited = false
  let idleSince: number | null = null
  for (;;) {
    const found = await tools.docker.inspect(holder, { signal })
    if (found === null || found.labels[runLabel] === runId) return hasWaited
    if (!hasWaited) await log('Another run makes the same template at this moment: waiting for it.')
    hasWaited = true
    // One that was made and never started has no end: it is watched from now on.
    const idle: number = found.finishedAt === null ? (idleSince ?? Date.now()) : Date.parse(found.finishedAt)
    idleSince = found.status === 'running' ? null : idle
    if (idleSince !== null && Date.now() - idleSince > abandonedMs) await tools.docker.remove(found.id, { signal })
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    signal?.throwIfAborted()
  }
}

function neverMade(name: string): OpsError {
  return new OpsError(
    'conflict',
    `The template ${name} could not be made: ${attempts} times something else was in the way.`,
    'The log of this step says what. Run it again when the other runs have ended.',
  )
}

function notInstalled(why: string | undefined): OpsError {
  return new OpsError(
    'crashed',
    `What the tested modules depend on could not be installed: ${why}`,
    'The log of this step has what Odoo said. None of it is among the tested modules, so look at what changed before, or at the image.',
  )
}
