import { reachOf } from '../../../lib/odoo/impact.ts'
import type { OdooModule } from '../../../lib/odoo/modules.ts'

/** What modules are compared with: the commit where the tested history left the base branch, and the folders' ids then. */
export interface Base {
  /** What a person calls it: `19.0`. */
  name: string
  sha: string
  /** Folder → git's hash of its content. */
  folderIds: Readonly<Record<string, string>>
  /** Names of modules that were there and are not any more. */
  gone: readonly string[]
}

/** Which modules are tested, and why. */
export interface Selection {
  tested: string[]
  leftOut: { name: string; reason: string }[]
  /** `The 2 modules changed since 19.0 (a1b2c3d) and 3 that depend on them; 7 left out.` */
  sentence: string
}

interface Wanted {
  modules: readonly OdooModule[]
  folderIds: Readonly<Record<string, string>>
  /** Null when there is nothing to compare with; `because` says why. */
  base: Base | null
  because: string
  all: boolean
}

/** The modules that differ from the base or depend on one that is gone, and all that depend on them; every one where nothing can be compared, or was asked for. */
export function select({ modules, folderIds, base, because, all }: Wanted): Selection {
  const installable = modules.filter(({ manifest }) => manifest.installable)
  const never = modules
    .filter(({ manifest }) => !manifest.installable)
    .map(({ name }) => ({ name, reason: 'Its manifest says that it is not installable.' }))
  const everything = (why: string): Selection => ({
    tested: installable.map(({ name }) => name).sort(),
    leftOut: never,
    sentence: `${counted(installable.length, 'module')}, all that can be installed: ${why}.`,
  })
  if (all) return everything('all were asked for')
  if (base === null) return everything(because)
  const { changed, reached: tested } = reachOf(installable, ({ path }) => base.folderIds[path] !== folderIds[path], base.gone)
  const since = `${base.name} (${base.sha.slice(0, 7)})`
  if (changed.length === 0) return everything(`no module changed since ${since}`)
  const rest = installable.filter(({ name }) => !tested.includes(name))
  const reason = `Neither it nor what it depends on changed since ${since}.`
  const added = tested.length - changed.length
  return {
    tested,
    leftOut: [...never, ...rest.map(({ name }) => ({ name, reason }))],
    sentence: `${counted(changed.length, 'module')} changed since ${since}, and ${added} that depend on ${changed.length === 1 ? 'it' : 'them'}; ${never.length + rest.length} left out.`,
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`
}
