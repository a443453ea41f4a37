'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, useTransition } from 'react'
import { isFinished, type JsonObject } from '../../lib/core/run.ts'
import type { Page, RunRow } from '../../lib/core/store.ts'
import { useOpenRuns } from '../shell/use-open-runs.ts'
import { AskFailed, askServer, stopped } from './ask.ts'
import { atMost, folded, type KnownRuns, liveCount, withNewest, withOlder } from './merge-pages.ts'

export type RunPage = Page<RunRow> & { observedAt: string }

/** How often the newest are read again. */
export const everyMs = 2_000
const address = 'control_room.runs'
const bounds = { page: 50, most: 200 }
/** As many rows as a page holds at once; older ones begin a page of their own. */
const mostRows = 2_000

/** Runs, newest first: the newest are read again and again, the older ones page by page when somebody wants them. */
export function useRuns(input: JsonObject, first: RunPage) {
  const [known, setKnown] = useState<KnownRuns>(first)
  const [seen, setSeen] = useState(first)
  const limit = liveCount(known.rows, ({ status }) => isFinished(status), bounds)
  const query = useQuery({
    queryKey: ['runs', input, limit],
    queryFn: ({ signal }) => askServer<RunPage>(address, { ...input, limit }, signal),
    initialData: first,
    initialDataUpdatedAt: Date.parse(first.observedAt),
    refetchInterval: everyMs,
    refetchOnWindowFocus: 'always',
  })
  // A run that has come or ended is told at once to who reads the tray's stream: the rows do not wait for their turn.
  const told = useOpenRuns().now
  const { refetch } = query
  const isNews = told !== null && told.observedAt > query.data.observedAt
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list that is told
  useEffect(() => {
    if (isNews) void refetch()
  }, [told?.seq])
  if (query.data !== seen && query.data.observedAt >= seen.observedAt) {
    setSeen(query.data)
    setKnown(atMost(withNewest(known, query.data), mostRows))
  }
  const [problem, setProblem] = useState<AskFailed | null>(null)
  const [isPending, begin] = useTransition()
  const leave = useRef(new AbortController())
  const stop = () => leave.current.abort()
  const more = () =>
    begin(async () => {
      leave.current = new AbortController()
      const { signal } = leave.current
      try {
        const page = await askServer<RunPage>(address, { ...input, limit: 100, cursor: known.next }, signal)
        setProblem(null)
        setKnown((now) => (now.next === known.next ? atMost(withOlder(now, page), mostRows) : now))
      } catch (error) {
        if (signal.aborted) return setProblem(stopped)
        if (!(error instanceof AskFailed)) throw error
        setProblem(error)
      }
    })
  return {
    query,
    rows: input.newest === true ? folded(known.rows) : known.rows,
    observedAt: seen.observedAt,
    /** Where a page of its own begins with what is older; null while this one holds more. */
    olderCursor: known.rows.length >= mostRows ? known.next : null,
    pages: { hasMore: known.next !== null, isPending, problem, more, stop },
  }
}
