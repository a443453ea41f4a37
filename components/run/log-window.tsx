'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { LogInParts } from './log-view.tsx'

const rowHeight = 20

/** Lays a log out: only the lines in view are in the page. */
export function LogWindow({ log, view, parts }: LogInParts) {
  const scroller = useRef<HTMLElement>(null)
  const { count, numberAt, indexOf } = view.rows
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 24,
    getItemKey: numberAt,
    // Where a permalink leads is what is read first.
    initialOffset: () => Math.max(0, indexOf(view.chosen ?? 1) - 10) * rowHeight,
  })
  return <parts.LogFrame log={log} view={view} parts={parts} scroller={scroller} virtual={virtual} />
}
