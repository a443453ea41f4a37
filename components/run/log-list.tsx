'use client'
import type { Virtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, RefObject } from 'react'
import type { Finding } from './finding.ts'
import { type Fold, foldOf, hiddenIn, type LogRows } from './folds.ts'
import { type LineRecord, LogRow } from './log-line.tsx'
import { headingOf, type LogPages } from './log-model.ts'

interface Props {
  scroller: RefObject<HTMLElement | null>
  virtual: Virtualizer<HTMLElement, Element>
  pages: LogPages
  steps: Readonly<Record<string, string>>
  view: {
    rows: LogRows
    place: { count: number; base: number }
    folds: readonly Fold[]
    closed: readonly Fold[]
    chosen: number | null
    zone: string | undefined
    finding: Finding
    choose(number: number): void
    fold(head: number, isOpen: boolean, everywhere: boolean): void
  }
  wrap: boolean
  /** Somebody moves up, away from the end. What the list itself does to its position is no sign of that. */
  onLeave(): void
  /** The end of what is laid out came into view, or its beginning. */
  onEnd(): void
  onBeginning(): void
  /** To the log's first line, or its last. */
  onEdge(edge: 'first' | 'last'): void
}

/** The lines in view, in a scroller of their own. */
export function LogList({ scroller, virtual, pages, steps, view, wrap, onLeave, onEnd, onBeginning, onEdge }: Props) {
  const { numberAt } = view.rows
  const scrolled = () => {
    const list = scroller.current
    if (list && list.scrollHeight - list.scrollTop - list.clientHeight < 4) onEnd()
    if (list && list.scrollTop < 4) onBeginning()
  }
  const pressed = (event: KeyboardEvent) => {
    if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) onLeave()
    if (event.key !== 'Home' && event.key !== 'End') return
    event.preventDefault()
    onEdge(event.key === 'Home' ? 'first' : 'last')
  }
  const headingAt = (index: number) => {
    const line = pages.get(numberAt(index))
    const heading = line && headingOf(line, index > 0 ? pages.get(numberAt(index - 1)) : undefined)
    if (!heading || (index > 0 && !pages.get(numberAt(index - 1)))) return null
    const title = steps[heading.step] ?? heading.step
    return heading.attempt > 1 ? `${title}, attempt ${heading.attempt}` : title
  }
  const recordAt = (number: number): LineRecord => {
    const fold = foldOf(view.folds, number)
    if (!fold) return null
    if (fold.head < number) return { part: 'more' }
    const isOpen = foldOf(view.closed, number) === null
    return { part: 'head', lines: hiddenIn(fold), isOpen, turn: (everywhere) => view.fold(fold.head, !isOpen, everywhere) }
  }
  return (
    <section
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label="Lines of the log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
      tabIndex={0}
      onScroll={scrolled}
      onWheel={({ deltaY }) => deltaY < 0 && onLeave()}
      onTouchMove={onLeave}
      onPointerDown={({ target }) => target === scroller.current && onLeave()}
      onKeyDown={pressed}
      className="min-h-0 flex-1 overflow-auto font-mono text-table -outline-offset-2 max-desk:text-meta"
    >
      <ol className="relative min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const number = numberAt(index)
          const line = pages.get(number)
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-line={number}
              aria-setsize={view.place.count}
              aria-posinset={view.place.base + index + 1}
              className="absolute top-0 left-0 min-w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              {line ? (
                <LogRow
                  line={line}
                  heading={headingAt(index)}
                  chosen={number === view.chosen}
                  wrap={wrap}
                  zone={view.zone}
                  find={view.finding}
                  record={recordAt(number)}
                  onChoose={view.choose}
                />
              ) : (
                <div aria-busy className="px-3 text-subtle">
                  {number}
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
