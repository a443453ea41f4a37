import { OpsError } from '../../lib/core/error.ts'
import type { LookContext, Settings } from '../../lib/core/skill.ts'
import type { Catalogue, CataloguedRepository } from '../../lib/odoo/catalogue.ts'
import { type ModuleIndex, openIndex } from '../../lib/odoo/module-index.ts'

/** A repository of the catalogue, and whether a folder of it lies on disk. */
export interface PlacedRepository extends CataloguedRepository {
  /** Absolute. */
  folder: string
  isThere: boolean
  /** True where the checkout has it as a submodule: git itself brings it then. */
  isSubmodule: boolean
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
export async function addonsOf({ addons, settings }: Pick<LookContext, 'addons' | 'settings'>, given: readonly string[]): Promise<Addons> {
  const catalogue = await addons.catalogue()
  const placed = (catalogue?.repositories ?? []).map((one) => ({ ...one, folder: below(settings.addons.root ?? '', one.path) }))
  const named = given.flatMap((one) => one.split(',')).filter((one) => one !== '')
  const path = named.length > 0 ? named : configured(settings.addons, catalogue, placed)
  const { folders, unread } = await addons.modules(path)
  const lost = new Map(unread.map((one) => [one.path, one]))
  const roots = new Set(folders.map(({ root: one }) => one))
  const there = await Promise.all(
    placed.map(async (one) => ({
      ...one,
      isThere: path.includes(one.folder) && !lost.has(one.folder) && (roots.has(one.folder) || (await isClone(addons, one.folder))),
    })),
  )
  const submodules = there.every(({ isThere }) => isThere) ? [] : await submodulesIn(addons, settings.addons.root ?? '')
  const repositories = there.map((one) => ({ ...one, isSubmodule: submodules.includes(one.path) }))
  // A repository that was not cloned yet is missing, and not a mistake of the path.
  const told = unread.filter((one) => !one.isAbsent || !placed.some(({ folder }) => folder === one.path))
  return { index: openIndex(folders, told), catalogue, repositories, path }
}

/** A repository may have no module on its branch; an empty folder is none. */
async function isClone(addons: LookContext['addons'], folder: string): Promise<boolean> {
  return (await addons.text(below(folder, '.git/HEAD'))) !== null
}

/** Paths of submodules below the checkout, as its `.gitmodules` has them. */
async function submodulesIn(addons: LookContext['addons'], root: string): Promise<string[]> {
  const text = await addons.text(below(root, '.gitmodules'))
  return [...(text ?? '').matchAll(/^\s*path\s*=\s*"?(.*?)"?\s*$/gm)].map((match) => String(match[1]))
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
