import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import type { CataloguedRepository } from '../../lib/odoo/catalogue.ts'
import { configuredFolders } from '../../lib/odoo/layout-rules/addons-path.ts'
import type { LayoutModule, LayoutRepository, LayoutTree, Standing } from '../../lib/odoo/layout-tree.ts'
import { openIndex } from '../../lib/odoo/module-index.ts'
import { seriesFrom } from '../../lib/odoo/series.ts'

/** An installation's root as it lies on disk. Errors: `invalid` where nobody says which, `not_found` where it has no catalogue. */
export async function readTree(context: LookContext): Promise<LayoutTree> {
  const { addons, trees, files, settings } = context
  const { at, catalogueFile } = placeOf(settings)
  const catalogue = await addons.catalogue()
  if (catalogue === null)
    throw new OpsError(
      'not_found',
      `There is no catalogue at ${catalogueFile}.`,
      'Write one, or name it as addons.catalogue in config/agent.yml: it says which repositories belong to the installation.',
    )
  const { roots, repositories: named } = catalogue
  const own = files.entries(`${at}/${roots.oca}`).folders.filter((name) => !name.startsWith('.'))
  const beside = own.map((name) => `${roots.oca}/${name}`)
  const paths = [...new Set([...named.map(({ path }) => path), ...beside])]
  const states = await trees.states([at, ...paths.map((path) => `${at}/${path}`)])
  const standingAt = (path: string) => standingOf(`${at}/${path}`, states, files)
  const top = states.get(at) ?? null
  const root = top === null || 'problem' in top ? null : top
  const gitlinks = root === null ? new Map<string, string>() : await trees.gitlinks(at)
  const kindOf = (path: string) => kindAt(files, `${at}/${path}`)
  const file = (path: string) => files.file(`${at}/${path}`)
  const wanted = settings.addons.series ?? mostAre(named.flatMap(({ path }) => branchOf(standingAt(path))))
  const repositories = named.map((one) => placed(one, standingAt(one.path), { gitlinks, wanted }))
  const folders = beside.map((path) => ({ path, standing: standingAt(path), isModule: kindOf(`${path}/__manifest__.py`) === 'file' }))
  const cataloguePath = catalogueFile.startsWith(`${at}/`) ? catalogueFile.slice(at.length + 1) : catalogueFile
  const bare = { at, catalogue, cataloguePath, series: null, repositories, modules: [], folders, unread: [], gitlinks, root, file, kindOf }
  const { modules, unread } = await modulesIn(context, bare, beside)
  const versions = modules.flatMap(({ manifest }) => manifest?.version ?? [])
  const { series } = seriesFrom({ configured: settings.addons.series ?? null, versions })
  // Where nobody says a branch and none is checked out, it is that of the series.
  const all = repositories.map((one) => ({ ...one, wantedBranch: one.wantedBranch ?? series }))
  return { ...bare, series, repositories: all, modules, unread }
}

/** Where the installation and its catalogue lie; absolute. */
function placeOf({ addons: { root, catalogue } }: LookContext['settings']): { at: string; catalogueFile: string } {
  if (root !== null && catalogue !== null) return { at: root.replace(/\/+$/, ''), catalogueFile: catalogue }
  throw new OpsError('invalid', 'Nobody says where the addons lie.', 'Name the checkout as addons.root in config/agent.yml.')
}

function standingOf(folder: string, states: Awaited<ReturnType<LookContext['trees']['states']>>, files: LookContext['files']): Standing {
  const state = states.get(folder) ?? null
  if (state !== null) return 'problem' in state ? { kind: 'unread', ...state } : { kind: 'repository', ...state }
  const { isAbsent, problem, folders, files: others } = files.entries(folder)
  if (problem !== null) return { kind: 'unread', problem }
  if (isAbsent) return { kind: 'absent' }
  return { kind: folders.length + others.length === 0 ? 'empty' : 'folder' }
}

function kindAt(files: LookContext['files'], path: string): 'file' | 'folder' | null {
  const slash = path.lastIndexOf('/')
  const read = files.entries(path.slice(0, slash))
  const name = path.slice(slash + 1)
  if (read.folders.includes(name)) return 'folder'
  return read.files.includes(name) ? 'file' : null
}

interface Wanted {
  gitlinks: ReadonlyMap<string, string>
  /** Where the catalogue does not say it of a repository. */
  wanted: string | null
}

function placed(one: CataloguedRepository, standing: Standing, { gitlinks, wanted }: Wanted): LayoutRepository {
  const link = gitlinks.get(one.path)
  return { ...one, standing, pin: link ?? one.commit ?? null, isSubmodule: link !== undefined, wantedBranch: one.branch ?? wanted }
}

function branchOf(standing: Standing): string[] {
  return standing.kind === 'repository' && standing.branch !== null ? [standing.branch] : []
}

/** What most say; of several the one that comes last by name, which is the newest series. */
function mostAre(branches: readonly string[]): string | null {
  const counts = [...Map.groupBy(branches, (branch) => branch)].sort(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? 1 : -1),
  )
  return counts[0]?.[0] ?? null
}

/** Modules in the order of the addons path: as it is configured in the tree, then as the catalogue has it, then what lies beside. */
async function modulesIn({ addons, files }: LookContext, tree: LayoutTree, beside: readonly string[]) {
  const { at, catalogue, repositories, folders } = tree
  const path = new Set([
    ...configuredFolders(tree),
    ...[catalogue.roots.ipai, ...repositories.map((one) => one.path), catalogue.roots.oca],
    ...beside.filter((one) => !folders.some((folder) => folder.path === one && folder.isModule)),
  ])
  const { folders: found, unread } = await addons.modules([...path].map((one) => `${at}/${one}`))
  // A repository that is a link in a circle lies in its folder like a module that cannot be read.
  const own = found.filter((one) => one.problem === null || !repositories.some((repository) => one.path === `${at}/${repository.path}`))
  const modules = [...Map.groupBy(own, ({ root }) => root).values()].flatMap((group) => openIndex(group, []).all())
  const below = (folder: string) => folder.slice(at.length + 1)
  return {
    modules: modules.map(({ name, path: place, root, manifest, problems, unreadable }): LayoutModule => {
      const { folders: inside, files: others } = files.entries(place)
      const entries = [...inside, ...others]
      return { name, path: below(place), folder: below(root), manifest, problems, unreadable, entries }
    }),
    unread: unread
      .map(({ path: place, message, isAbsent }) => ({ path: below(place), message, isAbsent }))
      .filter((one) => isTold(one, tree)),
  }
}

/** What is not there, and a repository that cannot be read, have a rule of their own; the folder of own modules has none. */
function isTold({ path, isAbsent }: { path: string; isAbsent: boolean }, { catalogue: { roots }, repositories }: LayoutTree): boolean {
  return path === roots.ipai || (!isAbsent && !repositories.some((one) => one.path === path))
}
