import { modulesIn } from './committed-modules.ts'
import type { OdooModule } from './modules.ts'

/** What a newer commit of a repository does to one of its modules. */
export interface ModuleStep {
  name: string
  change: 'added' | 'changed' | 'removed'
  versionBefore: string | null
  version: string | null
  /** Modules that it needs now and did not before, and the other way round. */
  needs: string[]
  needsNoMore: string[]
  /** The same of Python packages and programs. */
  wants: string[]
  wantsNoMore: string[]
  /** Versions between the two that bring scripts which Odoo runs at the update. */
  migrations: string[]
}

type ManifestFiles = readonly { path: string; text: string }[]

interface Step {
  before: ManifestFiles
  after: ManifestFiles
  /** Paths of the repository that are not the same in both. */
  changed: readonly string[]
}

/** What lies between two commits of a repository: its modules that are not the same, by name, and folders whose manifests cannot be read now. */
export function stepsBetween({ before, after, changed }: Step): { modules: ModuleStep[]; unreadable: string[] } {
  const [earlier, now] = [byName(before), modulesIn(after)]
  const later = new Map(now.modules.map((module) => [module.name, module]))
  // What cannot be read is not gone.
  const unread = new Set(now.unreadable.map((path) => path.split('/').at(-1)))
  const names = [...new Set([...earlier.keys(), ...later.keys()])].filter((name) => !unread.has(name)).sort()
  const modules = names.flatMap((name) => stepOf(name, earlier.get(name), later.get(name), changed) ?? [])
  return { modules, unreadable: now.unreadable }
}

function byName(files: ManifestFiles): Map<string, OdooModule> {
  return new Map(modulesIn(files).modules.map((module) => [module.name, module]))
}

function stepOf(
  name: string,
  before: OdooModule | undefined,
  after: OdooModule | undefined,
  changed: readonly string[],
): ModuleStep | null {
  const paths = [before, after].flatMap((module) => (module ? [`${module.path}/`] : []))
  const files = changed.filter((file) => paths.some((path) => file.startsWith(path)))
  if (before && after && files.length === 0) return null
  const [version, versionBefore] = [after?.manifest.version ?? null, before?.manifest.version ?? null]
  const [needs, needed] = [after?.manifest.depends ?? [], before?.manifest.depends ?? []]
  const [wants, wanted] = [externalsOf(after), externalsOf(before)]
  return {
    name,
    change: !before ? 'added' : !after ? 'removed' : 'changed',
    versionBefore,
    version,
    needs: without(needs, needed),
    needsNoMore: without(needed, needs),
    wants: without(wants, wanted),
    wantsNoMore: without(wanted, wants),
    migrations: before && after ? migrationsIn(files, after, versionBefore) : [],
  }
}

function externalsOf(module: OdooModule | undefined): string[] {
  return module ? [...module.manifest.externalDependencies.python, ...module.manifest.externalDependencies.bin] : []
}

function without(all: readonly string[], known: readonly string[]): string[] {
  return all.filter((one) => !known.includes(one))
}

/**
 * Odoo runs the scripts below `migrations/<version>/` and `upgrades/<version>/` whose version is above the one that is installed and not above
 * the new one; one without a series stands for that of the module, and `0.0.0` is run at each update. (odoo/modules/migration.py.)
 */
function migrationsIn(files: readonly string[], { path, manifest }: OdooModule, from: string | null): string[] {
  const found = files.flatMap((file) => {
    const [, version] = /^(?:migrations|upgrades)\/([^/]+)\/[^/]+\.py$/.exec(file.slice(path.length + 1)) ?? []
    return version !== undefined && file.startsWith(`${path}/`) ? [version] : []
  })
  const series = manifest.version.split('.').slice(0, 2).join('.')
  const full = (version: string) => (version.split('.').length > 3 ? version : `${series}.${version}`)
  const isRun = (version: string) =>
    version === '0.0.0' || (/^[\d.]+$/.test(version) && isAbove(full(version), from ?? '') && !isAbove(full(version), manifest.version))
  return [...new Set(found)]
    .filter(isRun)
    .sort((one, other) => Number(isAbove(full(one), full(other))) - Number(isAbove(full(other), full(one))))
}

/** By numbers: 16.0.1.10.0 is above 16.0.1.9.0. */
function isAbove(version: string, other: string): boolean {
  const [one, two] = [version, other].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0))
  const places = Math.max(one?.length ?? 0, two?.length ?? 0)
  for (let place = 0; place < places; place += 1) {
    const difference = (one?.[place] ?? 0) - (two?.[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
