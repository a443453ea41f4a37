type Needs = ReadonlyMap<string, readonly string[]>

/**
 * One circle of each knot, which is a set of names that all reach each other: the shortest one through the knot's smallest name,
 * beginning with it. Sorted. Takes time linear in the edges, and no stack however long a chain is.
 */
export function knotsIn(needs: Needs): string[][] {
  const circles = componentsOf(needs).flatMap((names) => {
    const inside = new Set(names)
    const [first = ''] = names.toSorted()
    const circle = circleFrom(first, (name) => (needs.get(name) ?? []).filter((need) => inside.has(need)))
    return circle ? [circle] : []
  })
  return circles.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
}

/** Breadth first from a name until an edge leads back to it. Null for a single name that does not need itself. */
function circleFrom(first: string, needsOf: (name: string) => readonly string[]): string[] | null {
  const cameFrom = new Map<string, string | null>([[first, null]])
  for (const name of cameFrom.keys()) {
    for (const need of needsOf(name)) {
      if (need === first) return wayTo(name, cameFrom)
      if (!cameFrom.has(need)) cameFrom.set(need, name)
    }
  }
  return null
}

function wayTo(last: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const way: string[] = []
  for (let name: string | null = last; name !== null; name = cameFrom.get(name) ?? null) way.push(name)
  return way.reverse()
}

/** Tarjan's strongly connected components, with a stack of its own. */
function componentsOf(needs: Needs): string[][] {
  const indexes = new Map<string, number>()
  const lows = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const components: string[][] = []
  const enter = (name: string) => {
    lows.set(name, indexes.size)
    indexes.set(name, indexes.size)
    open.push(name)
    isOpen.add(name)
    return { name, rest: (needs.get(name) ?? []).values() }
  }
  const lower = (name: string, low: number) => lows.set(name, Math.min(lows.get(name) ?? low, low))
  const close = (name: string) => {
    const component = open.splice(open.lastIndexOf(name))
    for (const one of component) isOpen.delete(one)
    components.push(component)
  }
  for (const root of needs.keys()) {
    const path = indexes.has(root) ? [] : [enter(root)]
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { done, value: need = '' } = top.rest.next()
      if (!done && !indexes.has(need)) path.push(enter(need))
      else if (!done && isOpen.has(need)) lower(top.name, indexes.get(need) ?? 0)
      else if (done) {
        path.pop()
        const low = lows.get(top.name) ?? 0
        const parent = path.at(-1)
        if (parent) lower(parent.name, low)
        if (low === indexes.get(top.name)) close(top.name)
      }
    }
  }
  return components
}
