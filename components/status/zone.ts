'use client'
import { useSyncExternalStore } from 'react'

/** In which zone this browser tells times: its machine's own, or UTC. */
export type ZoneChoice = 'local' | 'utc'

const storage = 'zone'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function current(): 'UTC' | undefined {
  return localStorage.getItem(storage) === 'utc' ? 'UTC' : undefined
}

/** The zone to tell times in; undefined for the machine's own. UTC on the server and while its HTML is taken over: it knows no other. */
export function useZone(): 'UTC' | undefined {
  return useSyncExternalStore(subscribe, current, () => 'UTC')
}

/** Changes it at once, on this page and every one that comes. */
export function chooseZone(choice: ZoneChoice): void {
  if (choice === 'utc') localStorage.setItem(storage, choice)
  else localStorage.removeItem(storage)
  for (const each of listeners) each()
}
