'use client'
import { type ReactNode, useEffect } from 'react'
import { useOnline } from '../ui/online.ts'
import { keepFields, restoreFields } from './kept-fields.ts'
import { useOpenRuns } from './use-open-runs.ts'

/** What has come between a page and its server: no network, or no session. It stays in sight; the stylesheet makes room for it. */
export function NewsBand() {
  const isOnline = useOnline()
  const { connection } = useOpenRuns()
  useEffect(restoreFields, [])
  if (!isOnline) return <Band>You are offline. Nothing here is current.</Band>
  if (connection.kind !== 'signed_out') return null
  return (
    <Band>
      Your session ended. Sign in again; this page and its filters are kept.{' '}
      <a
        href={signInHref()}
        onClick={({ currentTarget }) => {
          keepFields()
          // The line of a log that is looked at may have changed since.
          currentTarget.href = signInHref()
        }}
        className="rounded-chip underline underline-offset-2"
      >
        Sign in
      </a>
    </Band>
  )
}

function Band({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      data-news
      className="sticky top-(--production) z-30 flex min-h-(--news) items-center justify-center bg-warn-solid px-4 text-center font-medium text-on-warn"
    >
      <p>{children}</p>
    </div>
  )
}

/** The way in that comes back to this very place. */
function signInHref(): string {
  const { pathname, search, hash } = window.location
  return `/sign-in?next=${encodeURIComponent(`${pathname}${search}${hash}`)}`
}
