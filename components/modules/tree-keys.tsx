'use client'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'

/** A tree that is one stop of Tab: up and down go from line to line, left to what is above in it, right to what is below. */
export function TreeKeys({ label, children }: { label: string; children: ReactNode }) {
  const tree = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const lines = [...(tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])]
    const here = lines.findIndex((line) => line.matches(':focus'))
    const next = lines[lineFrom(lines.map(levelOf), here, event.key)]
    if (!next) return
    event.preventDefault()
    for (const line of lines) line.tabIndex = line === next ? 0 : -1
    next.focus()
  }
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={move}
      className="overflow-hidden rounded-card border border-border bg-surface text-table"
    >
      {children}
    </div>
  )
}

function levelOf(line: HTMLElement): number {
  return Number(line.ariaLevel)
}

/** The index of the line that a key leads to; -1 where there is none. */
function lineFrom(levels: readonly number[], here: number, key: string): number {
  const level = levels[here] ?? 0
  if (key === 'ArrowDown') return here + 1
  if (key === 'ArrowUp') return here - 1
  if (key === 'Home') return 0
  if (key === 'End') return levels.length - 1
  if (key === 'ArrowRight') return (levels[here + 1] ?? 0) > level ? here + 1 : -1
  if (key === 'ArrowLeft') return levels.findLastIndex((one, index) => index < here && one < level)
  return -1
}
