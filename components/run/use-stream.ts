'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Connection } from '../status/connection-line.tsx'
import { FollowLoop } from './follow-loop.ts'
import type { StreamEvent } from './live.ts'

/** A hidden page gives its connection back, since a browser has few for one server. */
const parkMs = 10_000

interface Options {
  url: string
  enabled: boolean
  /** The last event that was taken: the stream goes on after it. */
  lastId(): number
  take(events: StreamEvent[]): void
}

interface Stream {
  connection: Connection
  retry(): void
}

/** Follows an event stream, and resumes it exactly after every loss: at once when the browser is online or visible again, else with growing waits. */
export function useStream({ url, enabled, lastId, take }: Options): Stream {
  const [connection, setConnection] = useState<Connection>(enabled ? { kind: 'connecting' } : { kind: 'over' })
  const wake = useRef<() => void>(() => {})
  const options = useRef({ lastId, take })
  useEffect(() => {
    options.current = { lastId, take }
  })
  useEffect(() => {
    if (!enabled) return
    const leave = new AbortController()
    const loop = new FollowLoop<StreamEvent>(
      url,
      () => options.current.lastId(),
      (events) => options.current.take(events),
      setConnection,
    )
    wake.current = () => loop.wake()
    void loop.run(leave.signal)
    const stop = watchPage(loop)
    return () => {
      leave.abort()
      stop()
    }
  }, [url, enabled])
  return { connection, retry: useCallback(() => wake.current(), []) }
}

/** Parks the loop while the page is hidden, wakes it when it is seen or online again. */
function watchPage(loop: FollowLoop<StreamEvent>): () => void {
  let parking: ReturnType<typeof setTimeout> | undefined
  const seen = () => {
    clearTimeout(parking)
    if (document.hidden) parking = setTimeout(() => loop.park(), parkMs)
    else loop.wake()
  }
  const online = () => loop.wake()
  const offline = () => loop.drop()
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', online)
  window.addEventListener('offline', offline)
  return () => {
    clearTimeout(parking)
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', online)
    window.removeEventListener('offline', offline)
  }
}
