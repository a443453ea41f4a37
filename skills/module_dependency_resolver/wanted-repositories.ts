import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import { repositoryOf } from '../../lib/odoo/catalogue.ts'
import { coreOf, resolutionOf } from '../../lib/odoo/resolution.ts'
import { type Addons, addonsOf, type PlacedRepository } from './addons-path.ts'
import { expanded, seriesOf } from './series.ts'

/** A repository of the catalogue as it is to be cloned. */
export interface Wanted extends Pick<PlacedRepository, 'name' | 'url' | 'folder' | 'path' | 'isSubmodule'> {
  /** Null for the one that HEAD names there. */
  branch: string | null
  commit: string | null
}

export interface Missing {
  wanted: Wanted[]
  /** Every repository of the catalogue. */
  all: Wanted[]
  /** Modules that are needed and in no repository of the catalogue, or not in the one that they are wanted of. */
  modules: string[]
}

interface Asked {
  /** Repositories, modules and features. */
  names: readonly string[]
  all: boolean
  series: string
}

/** What of the catalogue is meant by some names, as the addons lie on disk now. A repository that is there is meant only by its own name. */
export async function missingFor(context: Pick<LookContext, 'addons' | 'settings'>, { names, all, series }: Asked): Promise<Missing> {
  const addons = await addonsOf(context, [])
  const { catalogue, repositories } = addons
  if (catalogue === null)
    throw new OpsError(
      'not_found',
      'There is no catalogue that says where addons come from.',
      'Name the checkout as addons.root, and the file in it as addons.catalogue, in config/agent.yml.',
    )
  const named = repositories.filter((one) => names.includes(one.name))
  const modules = expanded(
    names.filter((name) => !named.some((one) => one.name === name)),
    addons,
  )
  const found = seriesOf(series || context.settings.addons.series, modules, addons).series
  const core = coreOf(context.settings.odoo, found)
  const strange = modules.find((name) => !addons.index.get(name) && !core.names?.has(name) && !repositoryOf(name, catalogue))
  if (strange !== undefined)
    throw new OpsError(
      'not_found',
      `There is no repository, module or feature ${strange} in the catalogue or on the addons path.`,
      `Repositories are: ${repositories.map(({ name }) => name).join(', ') || 'none'}.`,
    )
  const unknown = resolutionOf(modules, addons.index, core).unknown.map(({ name }) => name)
  const owners = unknown.map((name) => ownerOf(name, addons))
  const wanted = repositories.filter((one) => all || named.includes(one) || owners.includes(one))
  const toBeCloned = ({ name, url, folder, path, isSubmodule, branch, commit }: PlacedRepository): Wanted => ({
    ...{ name, url, folder, path, isSubmodule },
    branch: branch ?? found,
    commit: commit ?? null,
  })
  return {
    wanted: wanted.map(toBeCloned),
    all: repositories.map(toBeCloned),
    modules: unknown.filter((_, place) => owners[place] === undefined),
  }
}

/** The repository of the catalogue that lacks it because it is not there itself. */
function ownerOf(module: string, { catalogue, repositories }: Addons): PlacedRepository | undefined {
  const owner = catalogue && repositoryOf(module, catalogue)
  return repositories.find(({ name, isThere }) => name === owner?.name && !isThere)
}
