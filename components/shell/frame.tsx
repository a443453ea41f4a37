import type { ReactNode } from 'react'
import { Link } from '../environment/link.tsx'
import { type Environment, EnvironmentScope } from '../environment/scope.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import type { Crumb } from './crumbs.ts'
import { EnvironmentSwitch } from './environment-switch.tsx'
import { BottomNav, SideNav } from './nav.tsx'
import { NewsBand } from './news-band.tsx'
import { PageKeys } from './page-keys.tsx'
import type { AskedBadge, NavPlace } from './place.ts'
import { ProductionBand, UnknownEnvironment } from './production-band.tsx'
import type { ServerId } from './server-news.ts'
import { ServerNotices } from './server-notices.tsx'
import { Tab } from './tab.tsx'
import { UserMenu } from './user-menu.tsx'

interface Props {
  siteName: string
  places: readonly (NavPlace & { keys: string })[]
  /** All pages with a name, for the breadcrumbs. */
  named: readonly Crumb[]
  environments: readonly Environment[]
  user: { name: string; role: string }
  /** Of badges that are asked once for a page. */
  counts: Readonly<Record<AskedBadge, Promise<number>>>
  /** The server that makes the page. */
  server: ServerId
  /** What stands in the bar between the name and who is signed in: the mode at its beginning, the search and the tray of runs at its end. */
  mode: ReactNode
  search: ReactNode
  tray: ReactNode
  children: ReactNode
}

/** What surrounds every page: a bar above, the places on the left, on a phone at the bottom. */
export function Frame({ siteName, places, named, environments, user, counts, server, mode, search, tray, children }: Props) {
  return (
    <EnvironmentScope environments={environments}>
      <a
        href="#content"
        className="sr-only z-50 rounded-chip bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <ProductionBand />
      <NewsBand />
      <header className="sticky top-(--band) z-30 flex h-12 items-center gap-3 border-b border-border bg-surface px-3 max-desk:static max-desk:gap-1">
        <Link href="/" className="flex h-8 shrink-0 items-center gap-2.5 rounded-chip px-1 font-semibold">
          {/* biome-ignore lint/performance/noImgElement: a vector of 300 bytes gains nothing from the image service */}
          <img src="/icon.svg" alt="" width={22} height={22} />
          <span className="max-desk:sr-only">{siteName}</span>
        </Link>
        <EnvironmentSwitch />
        {mode}
        <div className="min-w-0 flex-1 max-desk:hidden">
          <Breadcrumbs named={named} />
        </div>
        <div className="ml-auto shrink-0">{search}</div>
        {tray}
        <UserMenu {...user} />
      </header>
      <div className="flex">
        <div className="sticky top-(--bar) h-[calc(100dvh-var(--bar))] w-14 shrink-0 overflow-y-auto border-r border-border bg-surface p-2 max-wide:overflow-visible wide:w-58 wide:p-3 max-desk:hidden">
          <SideNav places={places} counts={counts} />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 pb-24 outline-none desk:px-6 desk:pb-12">
          <div className="mx-auto max-w-[1440px]">
            <UnknownEnvironment />
            <ServerNotices made={server} />
            {children}
          </div>
        </main>
      </div>
      <BottomNav places={places} />
      <Toasts />
      <Tab />
      <PageKeys places={places} />
    </EnvironmentScope>
  )
}
