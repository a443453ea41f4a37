'use client'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { LogRows } from './folds.ts'

interface Options {
  rows: LogRows
  /** Changes when rows are folded or unfolded. */
  change: unknown
  /** The first row that is laid out: another when other rows are. */
  base: number
  chosen: number | null
  /** False while the list moves by itself. */
  enabled: boolean
}

/** Keeps what is read where it is when rows above it are folded: the marked line, or else the first in view. */
export function useAnchor(virtual: Virtualizer<HTMLElement, Element>, { rows, change, base, chosen, enabled }: Options): void {
  const held = useRef<{ number: number; below: number } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a fold, or laying out other rows, moves what is read
  useLayoutEffect(() => {
    const anchor = held.current
    if (!anchor || !enabled) return
    const start = virtual.measurementsCache[rows.indexOf(anchor.number)]?.start
    if (start !== undefined && start - anchor.below !== virtual.scrollOffset) virtual.scrollToOffset(start - anchor.below)
  }, [change, base])
  useEffect(() => {
    const offset = virtual.scrollOffset ?? 0
    const inView = virtual.getVirtualItems().filter(({ start, end }) => end > offset && start < offset + (virtual.scrollRect?.height ?? 0))
    const item = inView.find(({ index }) => rows.numberAt(index) === chosen) ?? inView[0]
    held.current = item ? { number: rows.numberAt(item.index), below: item.start - offset } : null
  })
}
