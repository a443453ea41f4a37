import { type AutomaticModule, automaticAfter, countriesOf, triggersOf } from './automatic.ts'
import type { ModuleIndex } from './module-index.ts'
import { type Closure, closureOf } from './modules.ts'
import { reversed } from './subgraph.ts'

/** What is known of Odoo's own modules in a series: all that they need, their names alone, or nothing. */
export interface Core {
  modules: ReadonlyMap<string, { depends: readonly string[]; autoInstall: boolean | readonly string[] }> | null
  names: ReadonlySet<string> | null
}

/** Where a module comes from: an addons path that was looked in, Odoo's own list, or nobody knows. */
type Origin = 'addons' | 'odoo'

/** The lists of Odoo's own modules, by series. */
interface Lists {
  coreModules(series: string): Core['modules']
  coreNames(series: string): Core['names']
}

/** What is known of Odoo in a series; of none, nothing. */
export function coreOf({ coreModules, coreNames }: Lists, series: string | null): Core {
  if (series === null) return { modules: null, names: null }
  return { modules: coreModules(series), names: coreNames(series) }
}

/** What is to be installed for some modules, and what keeps them from it. */
export interface Resolution extends Closure {
  /** Modules of the closure whose folders were found or that belong to Odoo, by name. */
  originOf(name: string): Origin
  /** What Odoo installs by itself beyond the closure, in the order in which it is brought. */
  automatic: AutomaticModule[]
  /** What a module of the closure needs, as its manifest has it. */
  needsOf(name: string): string[]
  /** Levels of `ordered`: 0 for `base`, else one more than the highest of what it needs. */
  layers: ReadonlyMap<string, number>
}

/** All that the modules need, of the trees and of Odoo itself; `installed` is what the database has already. */
export function resolutionOf(
  names: readonly string[],
  index: ModuleIndex,
  core: Core,
  installed: ReadonlySet<string> = new Set(),
): Resolution {
  const dependsOf = dependenciesIn(index, core)
  const asked = closureOf(names, dependsOf)
  const candidates = [...index.automatic(), ...automaticOf(core, index)]
  const automatic = automaticAfter(asked.ordered, candidates, dependsOf, installed)
  // What is brought may need what nobody has: Odoo then installs nothing at all.
  const { unknown } = automatic.length === 0 ? asked : closureOf([...names, ...automatic.map(({ name }) => name)], dependsOf)
  return {
    ...asked,
    unknown,
    automatic,
    layers: layersOf(asked.ordered, dependsOf),
    originOf: (name) => (index.get(name) ? 'addons' : 'odoo'),
    needsOf: (name) => [...(dependsOf(name) ?? [])],
  }
}

/** What a module needs: the trees first, then Odoo's own list, of which only names may be known. Undefined for one that neither has, or that cannot be read. */
export function dependenciesIn(index: ModuleIndex, core: Core): (name: string) => readonly string[] | undefined {
  return (name) => {
    const found = index.get(name)
    if (found) return found.manifest?.depends
    return core.modules?.get(name)?.depends ?? (core.names?.has(name) ? [] : undefined)
  }
}

function automaticOf(core: Core, index: ModuleIndex): AutomaticModule[] {
  return [...(core.modules ?? [])].flatMap(([name, facts]) => {
    const triggers = index.get(name) ? null : triggersOf(facts)
    return triggers === null ? [] : [{ name, triggers, countries: countriesOf(name) }]
  })
}

function layersOf(ordered: readonly string[], dependsOf: (name: string) => readonly string[] | undefined): Map<string, number> {
  const layers = new Map<string, number>()
  for (const name of ordered) {
    const needs = name === 'base' ? [] : (dependsOf(name) ?? [])
    const depends = name !== 'base' && needs.length === 0 ? ['base'] : needs
    layers.set(name, Math.max(-1, ...depends.map((need) => layers.get(need) ?? -1)) + 1)
  }
  return layers
}

/**
 * Of the dependencies around a circle the one to cut: that of the module which most others need, since it is the lowest of them and
 * should need none of the rest.
 */
export function cutOf(circle: readonly string[], needersOf: (name: string) => number): { from: string; to: string } {
  const [first = ''] = circle
  const lowest = circle.reduce((best, name) => (needersOf(name) > needersOf(best) ? name : best), first)
  return { from: lowest, to: circle[(circle.indexOf(lowest) + 1) % circle.length] ?? first }
}

/** What is in no tree belongs to Odoo, or is missing; where Odoo's names are not known, nobody can tell. */
export function standingOf(name: string, index: ModuleIndex, { names }: Core): 'addons' | 'odoo' | 'missing' | 'unknown' {
  if (index.get(name)) return 'addons'
  if (name === 'base' || names?.has(name)) return 'odoo'
  return names === null ? 'unknown' : 'missing'
}

/** The same question with an answer for every name: `base` needs nothing, and of what is unknown nothing is known. */
export function needsIn(dependsOf: (name: string) => readonly string[] | undefined): (name: string) => readonly string[] {
  return (name) => (name === 'base' ? [] : (dependsOf(name) ?? []))
}

/** What needs a module: of the trees, and of Odoo's own modules that no tree has. */
export function neededByIn(index: ModuleIndex, core: Core, needsOf: (name: string) => readonly string[]) {
  const inTrees = new Set(index.names())
  const odoo = [...(core.modules?.keys() ?? [])].filter((name) => !inTrees.has(name))
  const ofOdoo = reversed(odoo.map((name) => [name, needsOf(name)] as const))
  return (name: string) => [...index.mentioning(name).filter((one) => needsOf(one).includes(name)), ...(ofOdoo.get(name) ?? [])]
}
