import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import type { Catalogue } from '../../lib/odoo/catalogue.ts'
import { type SubmoduleEntry, submodulesIn, withoutSecret } from '../../lib/odoo/git-modules.ts'
import type { UntoldTree, WorkingTree } from '../../lib/tools/git/working-trees-port.ts'

/** A repository of the installation, with the commit that it stands at. */
export interface Pin {
  name: string
  /** Below the root. */
  path: string
  url: string
  /** Where newer commits of it come from; null for the repository's own default branch. */
  branch: string | null
  sha: string
  /** What holds it there: the root's commit, the catalogue, or nothing but the clone that lies there. */
  by: 'submodule' | 'catalogue' | 'clone'
}

/** The installation as it is committed, and the repositories in it. */
export interface Pins {
  root: string
  head: { sha: string; ref: string }
  catalogue: Catalogue | null
  pins: Pin[]
}

/** The checkout whose addons these are. */
export function rootOf({ addons }: LookContext['settings']): string {
  if (addons.root !== null) return addons.root
  throw new OpsError('invalid', 'Nobody says where the installation lies.', 'Name its checkout as addons.root in config/agent.yml.')
}

/** Reads which repositories the installation has, and where each stands. */
export async function pinsOf({ git, addons, trees, settings }: LookContext): Promise<Pins> {
  const root = rootOf(settings)
  const head = await git.resolve(root, {})
  const catalogue = await addons.catalogue()
  const listed = await git.submodules(root, head.sha)
  const files = await git.filesNamed(root, head.sha, '.gitmodules')
  const entries = files.filter(({ path }) => path === '.gitmodules').flatMap(({ text }) => submodulesIn(text))
  const own = { catalogue, series: settings.addons.series ?? mostlyOn(catalogue) }
  const submodules = listed.flatMap(({ path, sha }) => submoduleAt(path, sha, entries, own) ?? [])
  const others = (catalogue?.repositories ?? []).filter(({ path }) => !listed.some((one) => one.path === path))
  const states = await trees.states(others.map(({ path }) => `${root}/${path}`))
  const clones: Pin[] = []
  for (const { name, path, url, branch, commit } of others) {
    const sha = commit ?? headOf(states.get(`${root}/${path}`))
    const by = commit === undefined ? 'clone' : 'catalogue'
    if (sha !== null) clones.push({ name, path, url, branch: branch ?? own.series, sha, by })
  }
  const pins = [...submodules, ...clones]
    .map((pin) => ({ ...pin, url: withoutSecret(pin.url) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return { root, head, catalogue, pins }
}

interface Own {
  catalogue: Catalogue | null
  series: string | null
}

function submoduleAt(path: string, sha: string, entries: readonly SubmoduleEntry[], { catalogue, series }: Own): Pin | null {
  const entry = entries.find((one) => one.path === path)
  const known = catalogue?.repositories.find((one) => one.path === path)
  const url = known?.url ?? entry?.url
  if (url === undefined) return null
  const branch = known?.branch ?? entry?.branch ?? series
  return { name: known?.name ?? path.replace(/^.*\//, ''), path, url, branch, sha, by: 'submodule' }
}

/** The branch that most repositories of the catalogue name; null where none names one. */
function mostlyOn(catalogue: Catalogue | null): string | null {
  const counts = new Map<string, number>()
  for (const { branch } of catalogue?.repositories ?? []) if (branch) counts.set(branch, (counts.get(branch) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one).map(([branch]) => branch)[0] ?? null
}

/** Null where no clone lies, or none that can be read. */
function headOf(state: WorkingTree | UntoldTree | null | undefined): string | null {
  return state && 'commit' in state ? state.commit : null
}
