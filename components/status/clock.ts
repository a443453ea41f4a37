'use client'
import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time in ms, moving in steps of `everyMs`; while the server's HTML is taken over, it is `first` (ISO 8601). */
export function useNow(first: string, everyMs: number): number {
  const read = useCallback(() => Math.floor(Date.now() / everyMs) * everyMs, [everyMs])
  const before = useCallback(() => Date.parse(first), [first])
  return useSyncExternalStore(tick, read, before)
}

const nothing = () => () => {}

/** False on the server and while its HTML is taken over: what depends on the browser's zone is shown after that. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  )
}
