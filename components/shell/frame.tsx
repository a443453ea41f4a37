import Link from 'next/link'
import type { ReactNode } from 'react'
import { BottomNav, type NavPlace, SideNav } from './nav.tsx'
import { OfflineBand } from './offline-band.tsx'
import { PageKeys } from './page-keys.tsx'
import { UserMenu } from './user-menu.tsx'

interface Props {
  siteName: string
  places: readonly (NavPlace & { keys: string })[]
  user: { name: string; role: string }
  children: ReactNode
}

/** What surrounds every page: the places on the left, on a phone at the bottom, and who is signed in. */
export function Frame({ siteName, places, user, children }: Props) {
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-chip bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <OfflineBand />
      <div className="flex min-h-dvh max-desk:flex-col">
        <header className="sticky top-0 z-20 flex h-dvh w-14 shrink-0 flex-col gap-4 border-r border-border bg-surface p-2 wide:w-58 wide:p-3 max-desk:static max-desk:h-12 max-desk:w-full max-desk:flex-row max-desk:items-center max-desk:justify-between max-desk:border-r-0 max-desk:border-b max-desk:px-4 max-desk:py-0">
          <Link href="/" className="flex h-8 items-center gap-2.5 rounded-chip px-1.5 font-semibold max-wide:justify-center max-desk:px-0">
            {/* biome-ignore lint/performance/noImgElement: a vector of 300 bytes gains nothing from the image service */}
            <img src="/icon.svg" alt="" width={22} height={22} />
            <span className="desk:max-wide:sr-only">{siteName}</span>
          </Link>
          <div className="flex-1 max-desk:hidden">
            <SideNav places={places} />
          </div>
          <UserMenu {...user} />
        </header>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 pb-24 outline-none desk:px-6 desk:pb-12">
          <div className="mx-auto max-w-[1440px]">{children}</div>
        </main>
      </div>
      <BottomNav places={places} />
      <PageKeys places={places} />
    </>
  )
}
