import { type AutomaticModule, automaticAfter, triggersOf } from '../../../lib/odoo/automatic.ts'
import { closureOf, type OdooModule } from '../../../lib/odoo/modules.ts'

/** What a module of Odoo itself needs, by name; null where the list of a series is not known. */
export type CoreModules = ReadonlyMap<string, { depends: readonly string[]; autoInstall: boolean | readonly string[] }> | null

/** A database to begin with: what is installed in it, the repository's modules with the hash of their content. */
export interface TemplatePlan {
  install: string[]
  modules: { name: string; hash: string }[]
}

interface Wanted {
  tested: readonly string[]
  modules: readonly OdooModule[]
  folderIds: Readonly<Record<string, string>>
  core: CoreModules
}

/**
 * The part of the closure that is not tested itself. Odoo installs by itself what is marked so once its dependencies are there:
 * a tested module must not slip into the template that way, since its tests would not run. Null when that cannot be had.
 */
export function templateFor({ tested, modules, folderIds, core }: Wanted): TemplatePlan | null {
  const own = new Map(modules.filter(({ manifest }) => manifest.installable).map((module) => [module.name, module]))
  const closure = closureOf(tested, needsOf(own, core)).ordered
  const unchanged = ['base', ...closure.filter((name) => name !== 'base' && !tested.includes(name))]
  for (const install of [unchanged, unchanged.filter((name) => !own.has(name))]) {
    const all = withAutomatic(install, own, core)
    if (all.some((name) => tested.includes(name))) continue
    const hashes = all.map((name) => ({ name, hash: folderIds[own.get(name)?.path ?? ''] ?? '' }))
    return { install, modules: hashes }
  }
  return null
}

/** The modules with those of the repository that Odoo would install by itself once they are there. */
function withAutomatic(install: readonly string[], own: ReadonlyMap<string, OdooModule>, core: CoreModules): string[] {
  const needs = needsOf(own, core)
  const known = new Set([...closureOf(install, needs).ordered, ...install])
  const brought = automaticAfter(known, automatic(own, core), needs).map(({ name }) => name)
  const all = new Set([...known, ...closureOf(brought, needs).ordered])
  return [...all].filter((name) => own.has(name) || install.includes(name))
}

/** What a module needs. Where the modules of Odoo itself are not listed, all that is not the repository's is one of them. */
function needsOf(own: ReadonlyMap<string, OdooModule>, core: CoreModules): (name: string) => readonly string[] | undefined {
  return (name) => own.get(name)?.manifest.depends ?? (core === null ? [] : core.get(name)?.depends)
}

function automatic(own: ReadonlyMap<string, OdooModule>, core: CoreModules): AutomaticModule[] {
  const all = [...[...own.values()].map(({ name, manifest }) => [name, manifest] as const), ...(core ?? [])]
  return all.flatMap(([name, facts]) => {
    const triggers = triggersOf(facts)
    return triggers === null ? [] : [{ name, triggers }]
  })
}
