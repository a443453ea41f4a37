'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

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
  const focused = useFocusedKey()
  return (
    <>
      {rows.length <= mostPlain ? (
        <ul aria-label={label} className={look}>
          {rows.map((row) => (
            <li key={keyOf(row)} data-key={keyOf(row)} className={rowLook}>
              {children(row)}
            </li>
          ))}
        </ul>
      ) : (
        <SeenRows label={label} rows={rows} keyOf={keyOf} focused={focused}>
          {children}
        </SeenRows>
      )}
      <End onSeen={onEnd} />
    </>
  )
}

interface SeenProps<Row> extends Props<Row> {
  /** The key of the row that had the focus when the list became long. */
  focused: RefObject<string | null>
}

function SeenRows<Row>({ label, rows, keyOf, focused, children }: SeenProps<Row>) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (list.current) setTop(list.current.getBoundingClientRect().top + window.scrollY)
  }, [])
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
  useKeptFocus(list, focused)
  return (
    <ul ref={list} aria-label={label} className={`${look} relative`} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            data-key={key}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className={`${rowLook} absolute! inset-x-0 top-0`}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {children(row)}
          </li>
        )
      })}
    </ul>
  )
}

/** The key of the row that has, or had last, the focus. */
function useFocusedKey(): RefObject<string | null> {
  const key = useRef<string | null>(null)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest('[data-key]') : null
      if (row) key.current = row.getAttribute('data-key')
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  return key
}

/** A list that becomes long is made anew: the row that had the focus gets it back as soon as it is there. */
function useKeptFocus(list: RefObject<HTMLElement | null>, focused: RefObject<string | null>): void {
  const isKept = useRef(false)
  useEffect(() => {
    if (isKept.current) return
    const row = [...(list.current?.querySelectorAll('[data-key]') ?? [])].find((one) => one.getAttribute('data-key') === focused.current)
    if (!row && focused.current !== null) return
    isKept.current = true
    if (document.activeElement === document.body) row?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true })
  })
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
