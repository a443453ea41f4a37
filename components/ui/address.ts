'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function watch(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

function moved(): void {
  for (const each of listeners) each()
}

/**
 * The parameters of this page's address, at once after a click. The router's own hook follows in a transition, which may wait for what
 * else the page is busy with.
 */
export function usePageParams(): URLSearchParams {
  const routed = useSearchParams().toString()
  const path = usePathname()
  // Written as the router writes it, so that nothing changes while the server's HTML is taken over.
  const here = () => (window.location.pathname === path ? new URLSearchParams(window.location.search).toString() : routed)
  const search = useSyncExternalStore(watch, here, () => routed)
  return useMemo(() => new URLSearchParams(search), [search])
}

/** Changes the address without asking the server; `usePageParams` follows. */
export function visit(href: string): void {
  window.history.pushState(null, '', href)
  moved()
}

/** Sets, or with an empty value removes, parameters of the address without a new entry in the history. `usePageParams` follows. */
export function replaceParams(changes: Readonly<Record<string, string>>, hash = ''): void {
  const params = new URLSearchParams(window.location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  const query = params.toString()
  window.history.replaceState(null, '', `${window.location.pathname}${query && `?${query}`}${hash}`)
  moved()
}
