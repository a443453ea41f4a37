import { OpsError } from '../../lib/core/error.ts'
import type { LookContext, Settings } from '../../lib/core/skill.ts'
import type { Catalogue, CataloguedRepository } from '../../lib/odoo/catalogue.ts'
import { type ModuleIndex, openIndex } from '../../lib/odoo/module-index.ts'

/** A repository of the catalogue, and whether a folder of it lies on disk. */
interface PlacedRepository extends CataloguedRepository {
  /** Absolute. */
  folder: string
  isThere: boolean
}

/** What is known of the addons where it is looked for them. */
export interface Addons {
  index: ModuleIndex
  catalogue: Catalogue | null
  repositories: PlacedRepository[]
  /** The folders that were looked in, in order. */
  path: string[]
}

/** Reads the addons of the path that was given, or of the one that the configuration and its catalogue make. */
export async function addonsOf({ addons, settings }: LookContext, given: readonly string[]): Promise<Addons> {
  const catalogue = await addons.catalogue()
  const placed = (catalogue?.repositories ?? []).map((one) => ({ ...one, folder: below(settings.addons.root ?? '', one.path) }))
  const named = given.flatMap((one) => one.split(',')).filter((one) => one !== '')
  const path = named.length > 0 ? named : configured(settings.addons, catalogue, placed)
  const { folders, unread } = await addons.modules(path)
  const lost = new Map(unread.map((one) => [one.path, one]))
  const repositories = placed.map((one) => ({ ...one, isThere: path.includes(one.folder) && !lost.has(one.folder) }))
  // A repository that was not cloned yet is missing, and not a mistake of the path.
  const told = unread.filter((one) => !one.isAbsent || !placed.some(({ folder }) => folder === one.path))
  return { index: openIndex(folders, told), catalogue, repositories, path }
}

function configured(
  { root, path }: Settings['addons'],
  catalogue: Catalogue | null,
  repositories: readonly { folder: string }[],
): string[] {
  const own = root === null || catalogue === null ? [] : [below(root, catalogue.roots.ipai), ...repositories.map(({ folder }) => folder)]
  const all = [...own, ...(root !== null && catalogue === null ? [root] : []), ...path]
  if (all.length > 0) return all
  throw new OpsError(
    'invalid',
    'Nobody says where the addons lie.',
    'Name the folders with --addons-path, or the checkout as addons.root in config/agent.yml.',
  )
}

function below(root: string, path: string): string {
  return `${root.replace(/\/+$/, '')}/${path}`
}
