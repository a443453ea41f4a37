import type { Settings } from '../../lib/core/skill.ts'
import { type AutomaticModule, automaticAfter, triggersOf } from '../../lib/odoo/automatic.ts'
import { type Closure, closureOf } from '../../lib/odoo/modules.ts'
import type { ModuleIndex } from './module-index.ts'

/** What is known of Odoo's own modules in a series: all that they need, their names alone, or nothing. */
export interface Core {
  modules: ReturnType<Settings['odoo']['coreModules']>
  names: ReturnType<Settings['odoo']['coreNames']>
}

/** Where a module comes from: an addons path that was looked in, Odoo's own list, or nobody knows. */
type Origin = 'addons' | 'odoo'

/** What is known of Odoo in a series; of none, nothing. */
export function coreOf({ coreModules, coreNames }: Settings['odoo'], series: string | null): Core {
  return { modules: series === null ? null : coreModules(series), names: series === null ? null : coreNames(series) }
}

/** What is to be installed for some modules, and what keeps them from it. */
export interface Resolution extends Closure {
  /** Modules of the closure whose folders were found or that belong to Odoo, by name. */
  originOf(name: string): Origin
  /** What Odoo installs by itself beyond the closure, in the order in which it is brought. */
  automatic: AutomaticModule[]
  /** Levels of `ordered`: 0 for `base`, else one more than the highest of what it needs. */
  layers: ReadonlyMap<string, number>
}

/** All that the modules need, of the trees and of Odoo itself. */
export function resolutionOf(names: readonly string[], index: ModuleIndex, core: Core): Resolution {
  const dependsOf = dependenciesIn(index, core)
  const asked = closureOf(names, dependsOf)
  const candidates = [...index.automatic(), ...automaticOf(core, index)]
  const automatic = automaticAfter(asked.ordered, candidates, dependsOf)
  // What is brought may need what nobody has: Odoo then installs nothing at all.
  const { unknown } = closureOf([...names, ...automatic.map(({ name }) => name)], dependsOf)
  return {
    ...asked,
    unknown,
    automatic,
    layers: layersOf(asked.ordered, dependsOf),
    originOf: (name) => (index.get(name) ? 'addons' : 'odoo'),
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
    return triggers === null ? [] : [{ name, triggers }]
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
