'use client'
import clsx from 'clsx'
import { AddressLink } from './address-link.tsx'

interface Tab {
  id: string
  title: string
  count?: number | undefined
}

interface Props {
  label: string
  tabs: readonly Tab[]
  current: string
}

/** Tabs are links to `?tab=`: the address is the state, and a copied address shows the same tab. */
export function TabLinks({ label, tabs, current }: Props) {
  return (
    <nav aria-label={label} className="-mb-px flex overflow-x-auto max-desk:flex-wrap">
      {tabs.map(({ id, title, count }) => (
        <AddressLink
          key={id}
          href={`?tab=${id}`}
          aria-current={id === current ? 'page' : undefined}
          className={clsx(
            'flex h-10 shrink-0 items-center gap-1.5 border-b-2 px-2 desk:px-3 -outline-offset-2 pointer-coarse:h-11',
            id === current ? 'border-accent font-medium text-text' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {title}
          {count !== undefined && <span className="rounded-full bg-neutral-tint px-1.5 text-meta text-muted">{count}</span>}
        </AddressLink>
      ))}
    </nav>
  )
}
