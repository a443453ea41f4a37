/** Where a module stands in a drawing: in which column from the left, and at which place of it from the top. */
export interface Place {
  column: number
  place: number
}

type Needs = ReadonlyMap<string, readonly string[]>

const sweeps = 4

/**
 * Columns from what is needed, at the left, to what needs it; within a column, modules stand near their neighbours (the mean of their
 * places, a few times back and forth, after Sugiyama). Members of a circle share the column after what they all need.
 */
export function layoutOf(needs: Needs): Map<string, Place> {
  const columns = columnsOf(needs)
  const members: string[][] = []
  for (const [name, column] of [...columns].sort(([a], [b]) => (a < b ? -1 : 1))) {
    members[column] ??= []
    members[column].push(name)
  }
  const neighbours = both(needs)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const places = new Map(members.flatMap((names) => names.map((name, place) => [name, place / Math.max(1, names.length - 1)] as const)))
    const order = sweep % 2 === 0 ? members : [...members].reverse()
    for (const names of order) {
      const mean = new Map(
        names.map((name) => [
          name,
          meanOf(
            (neighbours.get(name) ?? []).flatMap((other) => places.get(other) ?? []),
            places.get(name) ?? 0,
          ),
        ]),
      )
      names.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0) || (a < b ? -1 : 1))
    }
  }
  return new Map(members.flatMap((names, column) => names.map((name, place) => [name, { column, place }] as const)))
}

/** Modules with their places in a drawing and what they need of each other, in the order of the distances. */
export function drawn(
  distances: ReadonlyMap<string, number>,
  needs: Needs,
): ({ name: string; distance: number; needs: string[] } & Place)[] {
  const places = layoutOf(needs)
  return [...distances].map(([name, distance]) => ({
    name,
    distance,
    ...(places.get(name) ?? { column: 0, place: 0 }),
    needs: [...(needs.get(name) ?? [])],
  }))
}

function columnsOf(needs: Needs): Map<string, number> {
  const columns = new Map<string, number>()
  const left = new Set(needs.keys())
  for (let column = 0; left.size > 0; column += 1) {
    const ready = [...left].filter((name) => (needs.get(name) ?? []).every((need) => !left.has(need) || need === name))
    // What waits for a circle, and the circle itself, go on together.
    for (const name of ready.length > 0 ? ready : [...left]) {
      columns.set(name, column)
      left.delete(name)
    }
  }
  return columns
}

function both(needs: Needs): Map<string, string[]> {
  const all = new Map([...needs].map(([name, list]) => [name, [...list]]))
  for (const [name, list] of needs) for (const need of list) all.get(need)?.push(name)
  return all
}

function meanOf(numbers: readonly number[], otherwise: number): number {
  return numbers.length === 0 ? otherwise : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
