'use client'
import { useSyncExternalStore } from 'react'

function watch(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** What is said while the browser has no network. */
export function OfflineBand() {
  const isOnline = useSyncExternalStore(
    watch,
    () => navigator.onLine,
    () => true,
  )
  if (isOnline) return null
  return (
    <p role="alert" className="bg-warn-solid px-4 py-1.5 text-center font-medium text-on-warn">
      You are offline. Nothing here is current.
    </p>
  )
}
