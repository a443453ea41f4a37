import type { GraphNode } from './answers.ts'

/** A line of a tree: a module below what leads to it. */
export interface TreeLine {
  node: GraphNode
  /** From 1. */
  level: number
  /** It was unfolded above; what is below it stands there. */
  isRepeated: boolean
  /** Its place among those of the same level below the same module, from 1, and how many there are. */
  place: number
  size: number
}

/** Pure: what the focus needs, or what needs it, as lines that are indented. Each module is unfolded once. */
export function treeLines(rows: readonly GraphNode[], way: 'needs' | 'needed_by'): TreeLine[] {
  const below = childrenIn(rows, way)
  const lines: TreeLine[] = []
  const unfolded = new Set(rows.flatMap(({ name, distance }) => (distance === 0 ? [name] : [])))
  const unfold = (parents: readonly string[], level: number) => {
    const children = [...new Set(parents.flatMap(below))]
    for (const [index, node] of children.entries()) {
      const isRepeated = unfolded.has(node.name)
      unfolded.add(node.name)
      lines.push({ node, level, isRepeated, place: index + 1, size: children.length })
      if (!isRepeated) unfold([node.name], level + 1)
    }
  }
  unfold([...unfolded], 1)
  return lines
}

function childrenIn(rows: readonly GraphNode[], way: 'needs' | 'needed_by'): (name: string) => GraphNode[] {
  const isOfWay = ({ distance }: GraphNode) => (way === 'needs' ? distance < 0 : distance > 0)
  const nodes = new Map(rows.map((row) => [row.name, row]))
  const children = new Map<string, GraphNode[]>()
  for (const row of rows)
    for (const need of row.needs) {
      const needed = nodes.get(need)
      const [parent, child] = way === 'needs' ? [row, needed] : [needed, row]
      if (!parent || !child || !isOfWay(child) || !(parent.distance === 0 || isOfWay(parent))) continue
      children.set(parent.name, [...(children.get(parent.name) ?? []), child])
    }
  return (name) => (children.get(name) ?? []).sort((one, other) => (one.name < other.name ? -1 : 1))
}
