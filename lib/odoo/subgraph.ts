/** A part of what needs what, around some modules. */
export interface Subgraph {
  /** Steps from the nearest of the modules that were asked for: 0 for those, negative for what they need, positive for what needs them. */
  distances: ReadonlyMap<string, number>
  /** Name → those of the part that it needs, sorted. */
  needs: ReadonlyMap<string, readonly string[]>
  /** As many more are within the depth, and were left out at the limit. */
  more: number
}

interface Wanted {
  needsOf: (name: string) => readonly string[]
  neededBy: (name: string) => readonly string[]
  direction: 'both' | 'needs' | 'needed_by'
  /** How many steps from the modules; 0 for all. */
  depth: number
  limit: number
}

/** The modules with what they need and what needs them, nearest first up to the limit. */
export function subgraphOf(names: readonly string[], { needsOf, neededBy, direction, depth, limit }: Wanted): Subgraph {
  const distances = new Map(names.map((name) => [name, 0]))
  const ways: [sign: 1 | -1, next: (name: string) => readonly string[]][] = [
    ...(direction === 'needed_by' ? [] : [[-1, needsOf] as [-1, typeof needsOf]]),
    ...(direction === 'needs' ? [] : [[1, neededBy] as [1, typeof neededBy]]),
  ]
  const found = ways.flatMap(([sign, next]) => [...reach(names, next, depth)].map(([name, steps]) => ({ name, distance: sign * steps })))
  found.sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance) || compare(a.name, b.name))
  let more = 0
  for (const { name, distance } of found) {
    if (distances.has(name)) continue
    if (distances.size < limit) distances.set(name, distance)
    else more += 1
  }
  const needs = new Map(
    [...distances.keys()].map((name) => [
      name,
      needsOf(name)
        .filter((need) => distances.has(need))
        .toSorted(compare),
    ]),
  )
  return { distances, needs, more }
}

/** Everything that is reached from some names, with the fewest steps to it. */
function reach(names: readonly string[], next: (name: string) => readonly string[], depth: number): Map<string, number> {
  const steps = new Map(names.map((name) => [name, 0]))
  for (const [name, taken] of steps) {
    if (depth > 0 && taken === depth) continue
    for (const other of next(name)) if (!steps.has(other)) steps.set(other, taken + 1)
  }
  for (const name of names) steps.delete(name)
  return steps
}

/** Without the dependencies that follow from others: a needs c is left out where a needs b and b needs c. Around a circle all stay. */
export function reduced(needs: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const reachable = new Map<string, ReadonlySet<string>>()
  const reachFrom = (name: string): ReadonlySet<string> => {
    const known = reachable.get(name)
    if (known) return known
    const all = new Set<string>(needs.get(name) ?? [])
    for (const one of all) for (const further of needs.get(one) ?? []) all.add(further)
    reachable.set(name, all)
    return all
  }
  return new Map(
    [...needs].map(([name, direct]) => [
      name,
      direct.filter((need) => !direct.some((other) => other !== need && reachFrom(other).has(need) && !reachFrom(need).has(other))),
    ]),
  )
}

/** Of every module those that need it, sorted. */
export function reversed(needs: Iterable<readonly [string, readonly string[]]>): Map<string, string[]> {
  const needers = new Map<string, string[]>()
  for (const [name, all] of needs)
    for (const need of all) {
      const list = needers.get(need)
      if (list) list.push(name)
      else needers.set(need, [name])
    }
  for (const list of needers.values()) list.sort(compare)
  return needers
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
