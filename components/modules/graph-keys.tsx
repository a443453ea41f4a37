'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { stepFrom } from './graph-step.ts'

/** Room for a drawing that may be larger than the page: the focus is in view when it comes, and arrow keys lead from node to node. */
export function GraphKeys({ label, children }: { label: string; children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const focus = room.current?.querySelector('[data-focus]')
    if (!room.current || !focus) return
    const [around, node] = [room.current.getBoundingClientRect(), focus.getBoundingClientRect()]
    room.current.scrollBy(
      node.left + node.width / 2 - around.left - around.width / 2,
      node.top + node.height / 2 - around.top - around.height / 2,
    )
  }, [])
  const move = (event: KeyboardEvent) => {
    const nodes = [...(room.current?.querySelectorAll<SVGAElement>('[data-node]') ?? [])]
    const stops = nodes.map(({ dataset }) => ({ column: Number(dataset.column), y: Number(dataset.y) }))
    const next = stepFrom(
      stops,
      nodes.findIndex((node) => node.matches(':focus')),
      event.key,
    )
    if (next === null) return
    event.preventDefault()
    nodes[next]?.focus({ preventScroll: true })
    nodes[next]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      ref={room}
      role="group"
      aria-label={label}
      onKeyDown={move}
      className="flex max-h-[75dvh] overflow-auto rounded-card border border-border bg-surface p-2"
    >
      {children}
    </div>
  )
}
