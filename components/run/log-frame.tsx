'use client'
import type { Virtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { ArrowDown } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { countText, zoneText } from '../status/format.ts'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { useKeys } from '../ui/keys.ts'
import { isPhone } from '../ui/phone.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { nextMatch } from './log-model.ts'
import type { LogInParts } from './log-view.tsx'
import { useAnchor } from './use-anchor.ts'

interface Props extends LogInParts {
  scroller: RefObject<HTMLElement | null>
  virtual: Virtualizer<HTMLElement, Element>
}

/** Moves in a log that is laid out, follows its end, and hears its keys. */
export function LogFrame({ log: { runId, pages, total, steps, growing }, view, parts, scroller, virtual }: Props) {
  const [wrap, setWrap] = useState(isPhone)
  const [following, setFollowing] = useState(growing && view.chosen === null)
  const [seen, setSeen] = useState(total)
  const frame = useRef<HTMLElement>(null)
  /** A jump that was asked for before its match was read. */
  const pending = useRef<1 | -1 | null>(null)
  /** The same for an edge of the log that is not laid out yet. */
  const pendingEdge = useRef<'first' | 'last' | null>(null)
  const { rows, place, reachRow } = view
  const { count, numberAt, indexOf } = rows
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index, items.at(-1)?.index]
  const { need } = view.loader
  const height = virtual.getTotalSize()
  const isWhole = { first: place.base === 0, last: place.base + count >= place.count }
  const lastRow = place.count - 1

  useEffect(() => {
    if (first === undefined || last === undefined) return
    need(Array.from({ length: last - first + 1 }, (_, index) => numberAt(first + index)).filter((number) => number <= total))
  }, [first, last, total, need, numberAt])
  // The end moves with each line, and with each height that becomes known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `height` stands for where the end is
  useEffect(() => {
    if (!following || count === 0) return
    if (isWhole.last) virtual.scrollToIndex(count - 1, { align: 'end' })
    else reachRow(lastRow)
    setSeen(total)
  }, [following, count, total, height, virtual, isWhole.last, lastRow, reachRow])

  const show = (number: number) => {
    const row = view.rowOf(number)
    const index = indexOf(number)
    if (index >= 0 && index < count) virtual.scrollToIndex(index, { align: 'center' })
    else if (row >= 0) reachRow(row)
    return index >= 0 || row < 0
  }
  useAnchor(virtual, { rows, change: view.closed, base: place.base, chosen: view.chosen, enabled: !following })
  const arrived = useRef(false)
  useEffect(() => {
    if (arrived.current || items.length === 0) return
    arrived.current = true
    // On a phone the newest line is below what the page begins with.
    const isBelow = following && isPhone() && window.scrollY === 0
    if (view.chosen !== null || view.step || isBelow) frame.current?.scrollIntoView()
  })
  const shown = useRef<number | null>(null)
  useEffect(() => {
    if (view.chosen === null || shown.current === view.chosen || count === 0) return
    // What is not read yet has another height: it is shown again when it is there.
    if (show(view.chosen) && (pages.get(view.chosen) || view.loader.problem)) shown.current = view.chosen
  })

  const zoneAt = pages.get(numberAt(first ?? 0))?.at ?? new Date().toISOString()
  const here = view.chosen ?? numberAt(virtual.range?.startIndex ?? 0)
  const moveTo = (direction: 1 | -1) => {
    const isStart = view.chosen === null || !view.stops.includes(view.chosen)
    const target = nextMatch(view.stops, isStart && direction === 1 ? here - 1 : here, direction)
    pending.current = target === null && view.search.isSearching ? direction : null
    if (target === null) return
    setFollowing(false)
    frame.current?.scrollIntoView({ block: 'nearest' })
    view.choose(target)
  }
  useEffect(() => {
    if (pending.current && view.stops.length > 0) moveTo(pending.current)
  })
  const follow = () => {
    setSeen(total)
    if (!following && isPhone()) frame.current?.scrollIntoView()
    setFollowing(!following)
  }
  const goTo = (edge: 'first' | 'last') => {
    pendingEdge.current = edge
    // A line that is still on its way is not gone back to.
    shown.current = view.chosen
    setFollowing(edge === 'last' && growing)
    reachRow(edge === 'first' ? 0 : lastRow)
  }
  useEffect(() => {
    const edge = pendingEdge.current
    if (!edge || !isWhole[edge] || count === 0) return
    pendingEdge.current = null
    virtual.scrollToIndex(edge === 'first' ? 0 : count - 1)
  })
  useKeys({
    n: () => moveTo(1),
    N: () => moveTo(-1),
    w: () => setWrap(!wrap),
    f: () => growing && follow(),
    ' ': (event) => {
      if (!growing || event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      follow()
    },
    y: () => {
      view.choose(here)
      void copyText(window.location.href).catch(() => {})
    },
  })
  return (
    <section
      ref={frame}
      aria-label="Log"
      className={clsx(
        'relative flex scroll-mt-44 flex-col overflow-hidden rounded-card border border-border bg-log max-desk:scroll-mt-[calc(8px+var(--band))]',
        count > 0 && 'desk:h-[max(330px,calc(100dvh-288px-var(--band)))]',
        // Between the places and, while it can be cancelled, the button for that.
        count > 0 &&
          (growing ? 'max-desk:h-[max(330px,calc(100dvh-134px-var(--band)))]' : 'max-desk:h-[max(330px,calc(100dvh-72px-var(--band)))]'),
      )}
    >
      <parts.LogToolbar
        runId={runId}
        find={view.find}
        onFind={view.look}
        how={{ ...view.wanted, isRegex: view.isRegex, isBroken: view.isBroken }}
        onHow={view.lookAs}
        stop={{ index: view.stops.indexOf(view.chosen ?? 0) + 1, count: view.stops.length }}
        onStop={moveTo}
        search={view.search}
        level={view.level}
        onLevel={(level) => view.narrow({ level })}
        steps={steps}
        step={view.step}
        onStep={(step) => view.narrow({ step })}
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        zone={{
          name: zoneText(zoneAt, view.zone),
          isUtc: view.zone === 'UTC',
          onChange: zoneText(zoneAt, view.own) === 'UTC' ? null : () => view.tellTimesIn(view.zone ? 'local' : 'utc'),
        }}
        following={growing ? following : null}
        onFollow={follow}
        errors={view.errors}
        textOf={(number) => pages.get(number)?.text}
      />
      {view.loader.problem && <ProblemNotice problem={{ message: 'The log could not be read.', hint: view.loader.problem.message }} />}
      {view.search.problem && <ProblemNotice problem={view.search.problem} role="status" />}
      <parts.LogList
        scroller={scroller}
        virtual={virtual}
        pages={pages}
        steps={steps}
        view={view}
        wrap={wrap}
        onLeave={() => setFollowing(false)}
        onBeginning={() => isWhole.first || view.shift(-1)}
        onEnd={() => (isWhole.last ? growing && setFollowing(true) : view.shift(1))}
        onEdge={goTo}
      />
      {count === 0 && <p className="px-4 py-10 text-center text-muted">{emptyText(total, view.loader.isOutlined)}</p>}
      {growing && !following && (
        <Button
          kind="primary"
          size="small"
          className={clsx('absolute right-4 bottom-3 shadow-float', total <= seen && 'desk:hidden')}
          onClick={follow}
        >
          <ArrowDown aria-hidden className="size-4" />
          {total > seen ? `${countText(total - seen, 'new line')}, follow` : 'Follow'}
        </Button>
      )}
    </section>
  )
}

function emptyText(total: number, isOutlined: boolean): string {
  if (total === 0) return 'No line yet.'
  return isOutlined ? 'No line passes these filters.' : 'Reading the log'
}
