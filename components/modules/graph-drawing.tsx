import clsx from 'clsx'
import { Link } from '../environment/link.tsx'
import type { GraphNode } from './answers.ts'
import { type Drawing, drawingOf, nodeHeight } from './graph-geometry.ts'
import { GraphKeys } from './graph-keys.tsx'
import { moduleAddress } from './module-address.ts'
import { originWord } from './module-badges.ts'

interface Props {
  rows: readonly GraphNode[]
  label: string
  /** All of it at once, as small as that makes it. */
  isFit: boolean
}

/** What needs what, drawn: each module is a link, and what it needs stands at its left. */
export function GraphDrawing({ rows, label, isFit }: Props) {
  const { width, height, nodeWidth, nodes, lines } = drawingOf(rows)
  return (
    <GraphKeys label={label}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with links in it, which an img would hide */}
      <svg
        role="group"
        viewBox={`0 0 ${width} ${height}`}
        width={isFit ? '100%' : width}
        height={isFit ? undefined : height}
        className={clsx('mx-auto', isFit ? 'max-h-[70dvh]' : 'max-w-none shrink-0')}
      >
        <title>{label}</title>
        <g aria-hidden fill="none">
          {lines.map(({ from, to, path, isNear }) => (
            <path key={`${from} ${to}`} d={path} className={isNear ? 'stroke-accent' : 'stroke-edge'} strokeWidth={isNear ? 2 : 1} />
          ))}
        </g>
        {nodes.map((placed) => (
          <Node key={placed.node.name} {...placed} nodeWidth={nodeWidth} />
        ))}
      </svg>
    </GraphKeys>
  )
}

/** Its shape says whose a module is: ours has corners, one of a repository is round, Odoo's own is dashed. The word says it too. */
function Node({ node, label, x, y, nodeWidth }: Drawing['nodes'][number] & Pick<Drawing, 'nodeWidth'>) {
  const { name, distance, column, needs } = node
  const word = originWord(node)
  const isFocus = distance === 0
  const isRound = node.origin === 'addons' && node.repository !== null
  return (
    <Link
      href={moduleAddress(name)}
      prefetch={false}
      data-node={name}
      data-column={column}
      data-y={y}
      data-focus={isFocus || undefined}
      className="group outline-none"
    >
      {/* Its name for who listens, and what a pointer shows: more than there is room for. */}
      <title>{`${name}, ${word}${isFocus ? ', the focus' : ''}${needs.length > 0 ? `, needs ${needs.join(', ')}` : ''}`}</title>
      <rect
        x={x}
        y={y}
        width={nodeWidth}
        height={nodeHeight}
        rx={isRound ? nodeHeight / 2 : 2}
        strokeDasharray={node.origin === 'odoo' ? '5 4' : undefined}
        strokeWidth={isFocus ? 2.5 : 1.25}
        className={clsx(
          'group-focus-visible:stroke-focus group-focus-visible:stroke-3',
          isFocus ? 'fill-selected stroke-accent' : 'fill-surface group-hover:fill-sunken',
          !isFocus && (node.origin === 'missing' ? 'stroke-fail-solid' : 'stroke-edge'),
        )}
      />
      <text
        x={x + nodeWidth / 2}
        y={y + 20}
        textAnchor="middle"
        className={clsx('fill-text font-mono text-table', isFocus && 'font-semibold')}
      >
        {label}
      </text>
      <text
        x={x + nodeWidth / 2}
        y={y + 36}
        textAnchor="middle"
        className={clsx('text-meta', node.origin === 'missing' ? 'fill-fail' : 'fill-muted')}
      >
        {word}
      </text>
    </Link>
  )
}
