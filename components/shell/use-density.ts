'use client'
import { useSyncExternalStore } from 'react'
import { type Density, densityCookie, densityOf } from './density.ts'

const yearSeconds = 31_536_000
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function current(): Density {
  return densityOf(document.documentElement.dataset.density)
}

/** How tall rows are in this browser; `known` is what the server's HTML says. */
export function useDensity(known: Density): Density {
  return useSyncExternalStore(subscribe, current, () => known)
}

/** Changes it at once, on this page and every one that comes. */
export function chooseDensity(density: Density): void {
  document.documentElement.dataset.density = density
  // biome-ignore lint/suspicious/noDocumentCookie: browsers have a cookie store only over HTTPS
  document.cookie = `${densityCookie}=${density}; path=/; max-age=${yearSeconds}; samesite=lax`
  for (const each of listeners) each()
}

/** The other one; the answer is which that is. */
export function switchDensity(): Density {
  const next = current() === 'compact' ? 'comfortable' : 'compact'
  chooseDensity(next)
  return next
}
