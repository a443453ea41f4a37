import { Link } from '../environment/link.tsx'
import type { GraphNode } from './answers.ts'
import { moduleAddress } from './module-address.ts'
import { originWord } from './module-badges.ts'
import { TreeKeys } from './tree-keys.tsx'
import { type TreeLine, treeLines } from './tree-lines.ts'

const ways = [
  { way: 'needs', title: 'What it needs', none: 'Nothing.' },
  { way: 'needed_by', title: 'What needs it', none: 'Nothing needs it.' },
] as const

/** The graph as two trees that are indented: the same modules, for a phone and for who listens to them. */
export function ModuleTree({ rows }: { rows: readonly GraphNode[] }) {
  return (
    <div className="grid grid-cols-1 gap-4 desk:grid-cols-2">
      {ways.map(({ way, title, none }) => {
        const lines = treeLines(rows, way)
        return (
          <section key={way} aria-label={title} className="flex min-w-0 flex-col gap-2">
            <h3 className="font-medium">{title}</h3>
            {lines.length === 0 ? <p className="text-muted">{none}</p> : <Tree title={title} lines={lines} />}
          </section>
        )
      })}
    </div>
  )
}

function Tree({ title, lines }: { title: string; lines: readonly TreeLine[] }) {
  return (
    <TreeKeys label={title}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are made whole, and a module may stand in several
        <Line key={index} {...line} isFirst={index === 0} />
      ))}
    </TreeKeys>
  )
}

function Line({ node, level, isRepeated, place, size, isFirst }: TreeLine & { isFirst: boolean }) {
  return (
    <Link
      href={moduleAddress(node.name)}
      prefetch={false}
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={size}
      tabIndex={isFirst ? 0 : -1}
      className="dense flex flex-wrap items-baseline gap-x-2 border-b border-border pr-3 -outline-offset-2 last:border-0 hover:bg-sunken"
      // Deep trees go no further in: on a phone nothing would be left of the names.
      style={{ paddingLeft: `${12 + 16 * Math.min(level - 1, 8)}px` }}
    >
      <span className="font-mono font-medium break-all">{node.name}</span>
      <span className="text-meta text-muted">
        {originWord(node)}
        {isRepeated && ', shown above'}
      </span>
    </Link>
  )
}
