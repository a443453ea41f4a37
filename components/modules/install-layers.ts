import type { OrderRow } from './answers.ts'

/** Modules of one layer: those of Odoo itself by their names, the others with their number in the order. */
export interface InstallLayer {
  layer: number
  core: string[]
  modules: { row: OrderRow; number: number }[]
}

/** Pure: the order of installation by layers. Modules of Odoo itself are not numbered: they come with it. */
export function layersOf(rows: readonly OrderRow[]): InstallLayer[] {
  const layers = new Map<number, InstallLayer>()
  let number = 0
  for (const row of rows) {
    const known = layers.get(row.layer) ?? { layer: row.layer, core: [], modules: [] }
    layers.set(row.layer, known)
    if (isCore(row)) known.core.push(row.name)
    else {
      number += 1
      known.modules.push({ row, number })
    }
  }
  return [...layers.values()].sort((one, other) => one.layer - other.layer)
}

function isCore({ origin, isAsked }: OrderRow): boolean {
  return origin === 'odoo' && !isAsked
}

/**
 * Pure: why a module stands where it does, in two parts: the needs that come last before it, and the others. What is in no layer is
 * missing or waits for a cycle, and comes first of all.
 */
export function reasonFor({ needs }: OrderRow, layers: ReadonlyMap<string, number>): { last: string[]; others: string[] } {
  const layerOf = (name: string) => layers.get(name) ?? Number.POSITIVE_INFINITY
  const highest = Math.max(...needs.map(layerOf))
  return { last: needs.filter((name) => layerOf(name) === highest), others: needs.filter((name) => layerOf(name) !== highest) }
}
