import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { OdooModule } from '../../../lib/odoo/modules.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import type { Job } from '../workspace.ts'
import { type Blocked, blockedModules } from './externals.ts'
import { type TemplatePlan, templateFor } from './plan.ts'
import { type Base, type Selection, select } from './selection.ts'
import { addonsFolder } from './stack.ts'
import { templateName } from './template.ts'

/** The commit to compare with; null with the reason why there is none. */
export type Comparison = { name: string; sha: string } | { because: string }

/** What is to be tested, with what: known before anything is started, and the same on every machine. */
export interface OdooPlan {
  series: Series
  /** Name of the image. */
  image: string
  modules: readonly OdooModule[]
  selection: Selection
  /** Modules that were selected and cannot be installed with this image. */
  blocked: Blocked[]
  template: (TemplatePlan & { name: string }) | null
  arguments: { demo: boolean; addonsPaths: string[] }
  /** The tree on this machine, and where it goes in the volume: below its module's name when the repository is one module. */
  folder: string
  place: string
}

interface Wanted {
  series: Series
  modules: readonly OdooModule[]
  /** Folders of the tree that hold modules. */
  roots: readonly string[]
  comparison: Comparison
  all: boolean
  folder: string
}

/** Decides what to test from the tree, its history and the image, which is pulled where it is absent. */
export async function planOdoo(step: StepTools, job: Job, wanted: Wanted): Promise<OdooPlan> {
  const { tools, signal, log } = step
  const { series, modules, roots, comparison, all, folder } = wanted
  const image = imageFor(job.settings.odoo.image, series)
  const { id } = await tools.docker.pull(image, { signal, onLine: (line) => log(line) })
  const paths = modules.map(({ path }) => path)
  const folderIds = await tools.git.folderIds(job.url, job.sha, paths, { signal, label: job.runId })
  const base = 'sha' in comparison ? await baseOf(step, job, comparison, modules) : null
  const because = 'because' in comparison ? comparison.because : ''
  const chosen = select({ modules, folderIds, base, because, all })
  const blocked = (await blockedModules(step, job, { image, series, modules })).filter(({ name }) => chosen.tested.includes(name))
  const tested = chosen.tested.filter((name) => !blocked.some((one) => one.name === name))
  if (tested.length === 0) throw nothingLeft(blocked)
  const plan = templateFor({ tested, modules, folderIds, core: job.settings.odoo.coreModules(series) })
  const demo = true
  const name = plan && (await templateName({ image: id, series, demo, modules: plan.modules }))
  const [alone] = modules.filter(({ path }) => path === '.')
  return {
    series,
    image,
    modules,
    selection: { ...chosen, tested },
    blocked,
    template: plan && name !== null ? { ...plan, name } : null,
    arguments: {
      demo,
      addonsPaths: alone ? [addonsFolder] : roots.map((root) => (root === '.' ? addonsFolder : `${addonsFolder}/${root}`)),
    },
    folder,
    place: alone?.name ?? '',
  }
}

/** `odoo:{major}` is `odoo:19` for 19.0; `{series}` stands for 19.0. */
function imageFor(pattern: string, series: Series): string {
  return pattern.replaceAll('{series}', series).replaceAll('{major}', series.replace(/\.0$/, ''))
}

async function baseOf(
  { tools, signal }: StepTools,
  job: Job,
  { name, sha }: { name: string; sha: string },
  modules: readonly OdooModule[],
): Promise<Base> {
  const options = { signal, label: job.runId }
  const paths = modules.map(({ path }) => path)
  const removed = await tools.git.removedFiles(job.url, { from: sha, to: job.sha }, '__manifest__.py', options)
  // One that has only moved is still there.
  const names = removed.map((file) => file.replace(/\/?__manifest__\.py$/, '').replace(/^.*\//, ''))
  const gone = names.filter((one) => !modules.some((module) => module.name === one))
  return { name, sha, folderIds: await tools.git.folderIds(job.url, sha, paths, options), gone }
}

function nothingLeft(blocked: Blocked[]): OpsError {
  const [first] = blocked
  if (first === undefined)
    return new OpsError('no_tests', 'No module of the repository can be installed.', 'Their manifests say installable: False.')
  return new OpsError(
    'unavailable',
    `None of the modules can be installed with this image. ${first.name}: ${first.reason}`,
    'Build an image from the official one with what they need, and name it in config/agent.yml as odoo.image.',
  )
}
