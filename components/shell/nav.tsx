'use client'
import clsx from 'clsx'
import { usePathname } from 'next/navigation'
import { Suspense } from 'react'
import { Link } from '../environment/link.tsx'
import { Glyph } from '../status/glyph.tsx'
import { AskedCount } from './asked-count.tsx'
import { MorePlaces } from './more-places.tsx'
import { phonePlaces } from './phone-places.ts'
import { type AskedBadge, isHere, isLive, type LiveBadge, type NavPlace, placeIcons } from './place.ts'
import { useBadge } from './use-open-runs.ts'

const sideCount = 'ml-auto max-wide:absolute max-wide:top-0 max-wide:right-0'

/** The sidebar's places: a rail of icons below 1100 px, whose labels show on focus and hover. */
export function SideNav({ places, counts }: { places: readonly NavPlace[]; counts: Readonly<Record<AskedBadge, Promise<number>>> }) {
  const path = usePathname()
  const groups = [...new Set(places.map(({ group }) => group))]
  return (
    <nav aria-label="Places" className="flex flex-col gap-3">
      {groups.map((group) => (
        <div key={group} className="flex flex-col gap-0.5">
          <p className="px-2.5 text-meta font-medium text-subtle max-wide:hidden">{group}</p>
          {places
            .filter((place) => place.group === group)
            .map(({ href, title, icon, badge }) => {
              const Icon = placeIcons[icon]
              return (
                <Link
                  key={href}
                  href={href}
                  aria-current={isHere(path, href) ? 'page' : undefined}
                  className={clsx(
                    'group relative flex h-8 items-center gap-2.5 rounded-chip px-2.5 pointer-coarse:h-11 max-wide:justify-center max-wide:px-0',
                    isHere(path, href) ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-sunken hover:text-text',
                  )}
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  <span className="max-wide:absolute max-wide:left-full max-wide:z-20 max-wide:ml-2 max-wide:rounded-chip max-wide:border max-wide:border-border max-wide:bg-surface max-wide:px-2 max-wide:py-1 max-wide:text-table max-wide:text-text max-wide:opacity-0 max-wide:shadow-float max-wide:group-hover:opacity-100 max-wide:group-focus-visible:opacity-100 max-wide:pointer-events-none">
                    {title}
                  </span>
                  {badge && !isLive(badge) && (
                    <Suspense>
                      <AskedCount of={badge} count={counts[badge]} className={sideCount} />
                    </Suspense>
                  )}
                  {badge && isLive(badge) && <Count of={badge} className={sideCount} />}
                </Link>
              )
            })}
        </div>
      ))}
    </nav>
  )
}

/** The same on a phone, within reach of a thumb: at most five, the last of which opens the rest. */
export function BottomNav({ places }: { places: readonly NavPlace[] }) {
  const path = usePathname()
  const { bar, more } = phonePlaces(places)
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      {bar.map(({ href, title, icon, badge }) => {
        const Icon = placeIcons[icon]
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere(path, href) ? 'page' : undefined}
            className={clsx(
              'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-meta -outline-offset-2',
              isHere(path, href) ? 'font-semibold text-accent' : 'text-muted',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {title}
            {badge && isLive(badge) && <Count of={badge} className="absolute top-1 left-1/2 ml-2" />}
          </Link>
        )
      })}
      {more.length > 0 && <MorePlaces places={more} path={path} />}
    </nav>
  )
}

/** How many runs are open, or branches red. For the eye: the tray says the one in words, the overview the other. */
function Count({ of, className }: { of: LiveBadge; className: string }) {
  const count = useBadge(of)
  if (!count) return null
  return (
    <span
      aria-hidden
      data-count={of}
      className={clsx('inline-flex items-center gap-0.5 rounded-full px-1.5 text-meta font-medium tabular-nums', countLooks[of], className)}
    >
      {of === 'failing_ci' && <Glyph name="cross" className="size-3" />}
      {count}
    </span>
  )
}

const countLooks: Record<LiveBadge, string> = {
  open_runs: 'bg-running-tint text-running',
  failing_ci: 'bg-fail-tint text-fail',
}
