'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { countText, groupedText } from '../status/format.ts'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { useKeys } from '../ui/keys.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { LogList } from './log-list.tsx'
import { type LogPages, nextMatch } from './log-model.ts'
import { LogToolbar } from './log-toolbar.tsx'
import { useAnchor } from './use-anchor.ts'
import { useLogView } from './use-log-view.ts'

interface Props {
  runId: string
  pages: LogPages
  /** Lines so far. */
  total: number
  steps: Readonly<Record<string, string>>
  /** True while more lines can come. */
  growing: boolean
}

/** One run's log: only the lines in view are in the page, the others are read when they are looked at. Needs the browser. */
export function LogView({ runId, pages, total, steps, growing }: Props) {
  const view = useLogView(runId, pages, total)
  const [wrap, setWrap] = useState(() => window.matchMedia('(max-width: 719px)').matches)
  const [following, setFollowing] = useState(growing && view.chosen === null)
  const [seen, setSeen] = useState(total)
  const scroller = useRef<HTMLElement>(null)
  const frame = useRef<HTMLElement>(null)
  /** A jump that was asked for before its match was read. */
  const pending = useRef<1 | -1 | null>(null)
  const { count, numberAt, indexOf } = view.rows
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    overscan: 24,
    getItemKey: numberAt,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const { need } = view.loader

  useEffect(() => {
    if (first && last && !view.isWhole) need(numberAt(first.index), Math.min(total, numberAt(last.index)))
  }, [first, last, total, view.isWhole, need, numberAt])
  useEffect(() => {
    if (!following || count === 0) return
    virtual.scrollToIndex(count - 1, { align: 'end' })
    setSeen(total)
  }, [following, count, total, virtual])

  const show = (number: number) => {
    const index = indexOf(number)
    if (index >= 0 && index < count) virtual.scrollToIndex(index, { align: 'center' })
  }
  useAnchor(virtual, { rows: view.rows, change: view.closed, chosen: view.chosen, enabled: !following })
  const arrived = useRef(false)
  useEffect(() => {
    if (arrived.current || items.length === 0) return
    arrived.current = true
    if (view.chosen !== null || view.step) frame.current?.scrollIntoView()
  })
  const shown = useRef<number | null>(null)
  useEffect(() => {
    if (view.chosen === null || shown.current === view.chosen || count === 0) return
    // What is not read yet has another height: it is shown again when it is there.
    if (pages.get(view.chosen) || view.loader.problem) shown.current = view.chosen
    show(view.chosen)
  })

  const here = view.chosen ?? numberAt(virtual.range?.startIndex ?? 0)
  const moveTo = (direction: 1 | -1) => {
    const isStart = view.chosen === null || !view.matches.includes(view.chosen)
    const target = nextMatch(view.matches, isStart && direction === 1 ? here - 1 : here, direction)
    pending.current = target === null && view.isSearching ? direction : null
    if (target === null) return
    setFollowing(false)
    frame.current?.scrollIntoView({ block: 'nearest' })
    view.choose(target)
  }
  useEffect(() => {
    if (pending.current && view.matches.length > 0) moveTo(pending.current)
  })
  const follow = () => {
    setSeen(total)
    setFollowing(!following)
  }
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
  const skipped = view.searchedFrom - 1
  return (
    <section
      ref={frame}
      aria-label="Log"
      className="relative flex scroll-mt-32 flex-col overflow-hidden rounded-card border border-border bg-log"
    >
      <LogToolbar
        runId={runId}
        find={view.find}
        onFind={view.search}
        match={{ index: view.matches.indexOf(view.chosen ?? 0) + 1, count: view.matches.length }}
        onMatch={moveTo}
        isSearching={view.isSearching}
        level={view.level}
        onLevel={(level) => view.narrow({ level })}
        steps={steps}
        step={view.step}
        onStep={(step) => view.narrow({ step })}
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        following={growing ? following : null}
        onFollow={follow}
      />
      {view.loader.problem && <ProblemNotice problem={{ message: 'The log could not be read.', hint: view.loader.problem.message }} />}
      {skipped > 0 && (
        <p className="border-b border-border px-3 py-1.5 text-table text-muted">
          The first {groupedText(skipped)} lines are not searched. Download the log to search all of it.
        </p>
      )}
      <LogList
        scroller={scroller}
        virtual={virtual}
        pages={pages}
        steps={steps}
        view={view}
        wrap={wrap}
        onLeave={() => setFollowing(false)}
        onEnd={() => growing && setFollowing(true)}
      />
      {count === 0 && <p className="px-4 py-10 text-center text-muted">{total === 0 ? 'No line yet.' : 'No line passes these filters.'}</p>}
      {growing && !following && total > seen && (
        <Button kind="primary" size="small" className="absolute right-4 bottom-3 shadow-float" onClick={follow}>
          <ArrowDown aria-hidden className="size-4" />
          {countText(total - seen, 'new line')}, follow
        </Button>
      )}
    </section>
  )
}
