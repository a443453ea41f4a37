'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

/** Up to here every row is in the page, which never has more; of longer lists only those in view are. */
const mostPlain = 60
const usualHeight = 62

interface Props<Row> {
  label: string
  rows: readonly Row[]
  keyOf(row: Row): string | number
  /** Called when the end comes into view. */
  onEnd?: (() => void) | undefined
  /** What is in a row. */
  children(row: Row): ReactNode
}

const look = 'overflow-hidden rounded-card border border-border bg-surface'
const rowLook = 'relative border-b border-border last:border-0 hover:bg-sunken has-[[data-row]:focus-visible]:bg-selected'

/** A list however long: the page holds the rows that are seen, and more come when its end does. */
export function LongList<Row>({ label, rows, keyOf, onEnd, children }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const isLong = rows.length > mostPlain
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the list begins counts from when it is long
  useLayoutEffect(() => setTop(topOf(list.current)), [isLong])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => usualHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : keyOf(row)
    },
  })
  const contentOf = useMade(children)
  const items = isLong ? virtual.getVirtualItems() : rows.map((_, index) => ({ index, start: null }))
  return (
    <>
      <ul
        ref={list}
        aria-label={label}
        className={clsx(look, isLong && 'relative')}
        style={isLong ? { height: virtual.getTotalSize() } : {}}
      >
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          // A row that is seen stays the same element when the list becomes long: it keeps its focus, and nothing is made anew.
          return (
            <li
              key={keyOf(row)}
              ref={virtual.measureElement}
              data-index={index}
              data-key={keyOf(row)}
              aria-setsize={isLong ? rows.length : undefined}
              aria-posinset={isLong ? index + 1 : undefined}
              className={clsx(rowLook, start !== null && 'absolute! inset-x-0 top-0')}
              style={start === null ? {} : { transform: `translateY(${start - top}px)` }}
            >
              {contentOf(row)}
            </li>
          )
        })}
      </ul>
      <End onSeen={onEnd} />
    </>
  )
}

/** What is in a row, made anew when the row is another or is shown in another way, not when the list moves. */
function useMade<Row>(children: (row: Row) => ReactNode): (row: Row) => ReactNode {
  return useMemo(() => {
    const made = new Map<Row, ReactNode>()
    return (row) => {
      if (!made.has(row)) made.set(row, children(row))
      return made.get(row)
    }
  }, [children])
}

/** How far below the page's beginning it stands, in px. */
function topOf(list: HTMLElement | null): number {
  return list ? list.getBoundingClientRect().top + window.scrollY : 0
}

/** Says once that the end of the list is near. */
function End({ onSeen }: { onSeen: Props<unknown>['onEnd'] }) {
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!mark.current || !onSeen) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen(), { rootMargin: '0px 0px 800px' })
    watcher.observe(mark.current)
    return () => watcher.disconnect()
  }, [onSeen])
  return <div ref={mark} aria-hidden />
}
