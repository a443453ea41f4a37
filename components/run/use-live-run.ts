'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isClosed, type TestResult } from '../../lib/core/run.ts'
import type { RunRow } from '../../lib/core/store.ts'
import { askServer } from '../data/ask.ts'
import type { Connection } from '../status/connection-line.tsx'
import { follow, type LiveRun, type StreamEvent, withOlder } from './live.ts'
import { LogPages } from './log-model.ts'
import { useStream } from './use-stream.ts'

interface Followed {
  live: LiveRun
  /** The lines of its log that this page holds. */
  pages: LogPages
  connection: Connection
  retry(): void
}

/** What the server's HTML knew of a run; of many tests only some red ones. */
export interface Known {
  run: RunRow
  tests: TestResult[]
  hasAllTests: boolean
}

/** One run, followed from what the server's HTML knew to its last event. */
export function useLiveRun({ run, tests, hasAllTests }: Known): Followed {
  const [live, setLive] = useState<LiveRun>({ view: run.view, seq: run.lastSeq, tests })
  const [pages] = useState(() => new LogPages())
  const newest = useRef(live)
  const take = useCallback(
    (events: StreamEvent[]) => {
      newest.current = follow(newest.current, events)
      setLive(newest.current)
      pages.put(events.flatMap(({ rows }) => rows ?? []))
    },
    [pages],
  )
  useEffect(() => {
    if (hasAllTests) return
    const leave = new AbortController()
    askServer<{ rows: TestResult[] }>('control_room.tests', { id: run.id }, leave.signal).then(
      ({ rows }) => {
        newest.current = withOlder(newest.current, rows)
        setLive(newest.current)
      },
      () => {},
    )
    return () => leave.abort()
  }, [run.id, hasAllTests])
  const stream = useStream({ url: `/api/runs/${run.id}/events`, enabled: !isClosed(run.view), lastId: () => newest.current.seq, take })
  return { live, pages, ...stream }
}
