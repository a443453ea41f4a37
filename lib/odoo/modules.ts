import type { Manifest } from './manifest.ts'
import { knotsIn } from './modules-knots.ts'

/** A module of a repository. */
export interface OdooModule {
  name: string
  /** Folder relative to the tree, with `/`. */
  path: string
  manifest: Manifest
}

/** What some modules need, themselves included. */
export interface Closure {
  /** Dependencies before dependants, as Odoo loads them: by the longest way to `base`, then by name. Without what is unknown or waits for a cycle. */
  ordered: string[]
  /** Names that nothing is known of; `wantedBy` is empty for one that was asked for itself. */
  unknown: { name: string; wantedBy: string }[]
  /** Modules that wait for each other, as in `cyclesIn`. */
  cycles: string[][]
}

type DependsOf = (name: string) => readonly string[] | undefined

/** All that the named modules need. `base` needs nothing and need not be known; whatever names no dependency needs `base`. */
export function closureOf(names: readonly string[], dependsOf: DependsOf): Closure {
  const needs = new Map<string, readonly string[]>()
  const unknown: Closure['unknown'] = []
  const waiting = [...new Set(names)].map((name) => ({ name, wantedBy: '' }))
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { name } = one
    if (needs.has(name)) continue
    const depends = needed(name, dependsOf(name))
    if (depends === null) {
      unknown.push(one)
      continue
    }
    needs.set(name, depends)
    for (const need of depends) waiting.push({ name: need, wantedBy: name })
  }
  unknown.sort((a, b) => compare(a.name, b.name) || compare(a.wantedBy, b.wantedBy))
  const ordered = inOrder(needs)
  // Whatever waits for a circle is never taken: where all was taken, there is none to look for.
  return { ordered, unknown, cycles: ordered.length === needs.size ? [] : knotsIn(needs) }
}

/** The named modules and all that need them, directly or not; sorted. */
export function dependentsOf(names: readonly string[], modules: readonly OdooModule[]): string[] {
  const needed = new Map<string, string[]>()
  for (const { name, manifest } of modules) for (const need of manifest.depends) pushTo(needed, need, name)
  const found = new Set(names)
  for (const name of found) for (const dependent of needed.get(name) ?? []) found.add(dependent)
  return [...found].sort(compare)
}

/**
 * Modules that need each other in a circle: `['a', 'b']` when a needs b and b needs a. Each begins with its smallest name.
 * Where several circles share modules, only the shortest through their smallest name is given: there can be very many.
 */
export function cyclesIn(modules: readonly OdooModule[]): string[][] {
  const needs = new Map<string, string[]>()
  for (const { name, manifest } of modules) for (const need of needed(name, manifest.depends) ?? []) pushTo(needs, name, need)
  return knotsIn(needs)
}

function needed(name: string, depends: readonly string[] | undefined): readonly string[] | null {
  if (name === 'base') return []
  if (depends === undefined) return null
  return depends.length === 0 ? ['base'] : [...new Set(depends)]
}

/** Takes a module once all that it needs is taken, so that what waits for a cycle is never taken. */
function inOrder(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const dependents = new Map<string, string[]>()
  const missing = new Map<string, number>()
  for (const [name, depends] of needs) {
    const there = depends.filter((need) => needs.has(need))
    missing.set(name, there.length)
    for (const need of there) pushTo(dependents, need, name)
  }
  const layers: string[][] = []
  for (let layer = namesWithout(missing); layer.length > 0; ) {
    layers.push(layer.sort(compare))
    const next: string[] = []
    for (const name of layer)
      for (const dependent of dependents.get(name) ?? []) {
        const left = (missing.get(dependent) ?? 0) - 1
        missing.set(dependent, left)
        if (left === 0) next.push(dependent)
      }
    layer = next
  }
  return layers.flat()
}

function namesWithout(missing: ReadonlyMap<string, number>): string[] {
  return [...missing].flatMap(([name, count]) => (count === 0 ? [name] : []))
}

function pushTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
