'use client'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { useId, useState } from 'react'
import { Link } from '../environment/link.tsx'
import { isHere, type NavPlace, placeIcons } from './place.ts'

/** The places that have no room in the bar of a phone. */
export function MorePlaces({ places, path }: { places: readonly NavPlace[]; path: string }) {
  const panel = useId()
  const [open, setOpen] = useState(false)
  const isInside = places.some(({ href }) => isHere(path, href))
  return (
    <>
      <button
        type="button"
        popoverTarget={panel}
        aria-expanded={open}
        className={clsx(
          'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-meta -outline-offset-2',
          isInside ? 'font-semibold text-accent' : 'text-muted',
        )}
      >
        <Ellipsis aria-hidden className="size-5" />
        More
      </button>
      <div
        id={panel}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto right-2 bottom-16 m-0 w-56 rounded-card border border-border bg-surface p-2 text-text shadow-float"
      >
        <ul aria-label="More places">
          {places.map(({ href, title, icon }) => {
            const Icon = placeIcons[icon]
            return (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={isHere(path, href) ? 'page' : undefined}
                  onClick={() => document.getElementById(panel)?.hidePopover()}
                  className={clsx(
                    'flex h-11 items-center gap-2.5 rounded-chip px-2.5 -outline-offset-2',
                    isHere(path, href) ? 'bg-selected font-medium text-text' : 'text-muted',
                  )}
                >
                  <Icon aria-hidden className="size-5 shrink-0" />
                  {title}
                </Link>
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}
