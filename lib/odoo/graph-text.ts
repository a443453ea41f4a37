import type { Place } from './graph-layout.ts'

/** A module in a drawing. */
export interface GraphNode extends Place {
  name: string
  origin: 'addons' | 'odoo' | 'missing' | 'unknown'
  distance: number
  needs: string[]
}

/** In the language of Graphviz; an arrow leads from a module to what it needs. */
export function dotOf(nodes: readonly GraphNode[]): string {
  const shapes = { addons: 'box', odoo: 'ellipse', missing: 'octagon', unknown: 'diamond' }
  return [
    'digraph modules {',
    '  rankdir=RL',
    ...nodes.map(({ name, origin, distance }) => `  "${name}" [shape=${shapes[origin]}${distance === 0 ? ', style=bold' : ''}]`),
    ...nodes.flatMap(({ name, needs }) => needs.map((need) => `  "${name}" -> "${need}"`)),
    '}',
  ].join('\n')
}

/** As a tree: each asked module with what it needs below it; what stood before is not unfolded again. */
export function treeOf(nodes: readonly GraphNode[]): string {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const seen = new Set<string>()
  const lines: string[] = []
  const needers = nodes.filter(({ distance }) => distance > 0)
  const tops = nodes.filter(({ distance }) => distance === 0)
  const waiting = tops.toReversed().map(({ name }) => ({ name, level: 0 }))
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { name, level } = one
    const node = byName.get(name)
    const isAgain = seen.has(name) && (node?.needs.length ?? 0) > 0
    lines.push(`${'  '.repeat(level)}${name}${node && isAbsent(node) ? ` (${node.origin})` : ''}${isAgain ? ' (above)' : ''}`)
    if (seen.has(name)) continue
    seen.add(name)
    for (const need of (node?.needs ?? []).toReversed()) waiting.push({ name: need, level: level + 1 })
  }
  if (needers.length > 0)
    lines.push('Needed by:', ...needers.map(({ name, distance }) => `  ${name}${distance > 1 ? ` (over ${distance - 1} more)` : ''}`))
  return lines.join('\n')
}

/** Names alone, sorted, without those that were asked for. */
export function namesOf(nodes: readonly GraphNode[]): string {
  return nodes
    .filter(({ distance }) => distance !== 0)
    .map(({ name }) => name)
    .sort()
    .join('\n')
}

const width = 200
const height = 32
const gap = { x: 60, y: 12 }

/** A picture for a browser; `currentColor` and the page's own font, so that it stands on light and dark. */
export function svgOf(nodes: readonly GraphNode[]): string {
  const at = new Map(nodes.map((node) => [node.name, { x: node.column * (width + gap.x), y: node.place * (height + gap.y) }]))
  const all = [...at.values()]
  const [right, bottom] = [Math.max(0, ...all.map(({ x }) => x + width)), Math.max(0, ...all.map(({ y }) => y + height))]
  const edges = nodes.flatMap(({ name, needs }) =>
    needs.flatMap((need) => {
      const [from, to] = [at.get(name), at.get(need)]
      if (!from || !to) return []
      const [x1, y1, x2, y2] = [from.x, from.y + height / 2, to.x + width, to.y + height / 2]
      return [`<path d="M${x1} ${y1}C${x1 - gap.x / 2} ${y1} ${x2 + gap.x / 2} ${y2} ${x2} ${y2}"/>`]
    }),
  )
  const boxes = nodes.map(({ name, origin, distance }) => {
    const { x, y } = at.get(name) ?? { x: 0, y: 0 }
    const style = `${origin === 'odoo' ? ' stroke-dasharray="4 3"' : ''}${distance === 0 ? ' stroke-width="2.5"' : ''}`
    const word = isAbsent({ origin }) ? `${name} (${origin})` : name
    return `<g><title>${escaped(word)}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4"${style}/><text fill="currentColor" stroke="none" x="${x + 10}" y="${y + 21}">${escaped(shortened(word))}</text></g>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${right + 8} ${bottom + 8}" width="${right + 8}" height="${bottom + 8}" fill="none" stroke="currentColor" font-family="sans-serif" font-size="13">`,
    ...edges,
    ...boxes,
    '</svg>',
  ].join('\n')
}

function isAbsent({ origin }: Pick<GraphNode, 'origin'>): boolean {
  return origin === 'missing' || origin === 'unknown'
}

function shortened(word: string): string {
  return word.length > 26 ? `${word.slice(0, 25)}…` : word
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
