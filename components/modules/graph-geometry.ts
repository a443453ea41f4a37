import type { GraphNode } from './answers.ts'

const letter = 7.9
const padding = 12
const gap = { column: 56, row: 14 }
export const nodeHeight = 46
const margin = 8
/** Of a name this many letters are drawn. */
const mostLetters = 26

/** Where nodes and lines stand, in pixels. */
export interface Drawing {
  width: number
  height: number
  nodeWidth: number
  nodes: { node: GraphNode; label: string; x: number; y: number }[]
  lines: { from: string; to: string; path: string; isNear: boolean }[]
}

/** Pure: a drawing of modules whose columns and places are known. Columns stand side by side, each in the middle of the height. */
export function drawingOf(rows: readonly GraphNode[]): Drawing {
  const counts = new Map<number, number>()
  for (const { column, place } of rows) counts.set(column, Math.max(counts.get(column) ?? 0, place + 1))
  const columns = [...counts.keys()].sort((one, other) => one - other)
  const tallest = Math.max(1, ...counts.values())
  const longest = Math.max(8, ...rows.map(({ name }) => Math.min(mostLetters, name.length)))
  const nodeWidth = Math.ceil(longest * letter + 2 * padding)
  const rowHeight = nodeHeight + gap.row
  // As they are read: Tab goes from column to column, in each from the top.
  const inOrder = rows.toSorted((one, other) => one.column - other.column || one.place - other.place)
  const nodes = inOrder.map((node) => ({
    node,
    label: node.name.length > mostLetters ? `${node.name.slice(0, mostLetters - 1)}…` : node.name,
    x: margin + columns.indexOf(node.column) * (nodeWidth + gap.column),
    y: margin + (node.place + (tallest - (counts.get(node.column) ?? 1)) / 2) * rowHeight,
  }))
  const places = new Map(nodes.map(({ node: { name, distance }, x, y }) => [name, { x, y, isFocus: distance === 0 }]))
  const lines = nodes.flatMap(({ node, x, y }) =>
    node.needs.flatMap((need) => {
      const other = places.get(need)
      if (!other) return []
      return { from: node.name, to: need, path: lineBetween(other, { x, y }, nodeWidth), isNear: node.distance === 0 || other.isFocus }
    }),
  )
  return {
    width: 2 * margin + columns.length * nodeWidth + Math.max(0, columns.length - 1) * gap.column,
    height: 2 * margin + tallest * rowHeight - gap.row,
    nodeWidth,
    nodes,
    lines,
  }
}

interface Corner {
  x: number
  y: number
}

/** From the right side of what is needed to the left side of what needs it; within a column, which only circles have, round the right. */
function lineBetween(needed: Corner, needing: Corner, nodeWidth: number): string {
  const middle = nodeHeight / 2
  const [startX, startY, endY] = [needed.x + nodeWidth, needed.y + middle, needing.y + middle]
  if (needed.x === needing.x) {
    const far = startX + gap.column / 2
    return `M${startX} ${startY}C${far} ${startY} ${far} ${endY} ${startX} ${endY}`
  }
  const bend = gap.column / 2
  return `M${startX} ${startY}C${startX + bend} ${startY} ${needing.x - bend} ${endY} ${needing.x} ${endY}`
}
