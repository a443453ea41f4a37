'use client'
import clsx from 'clsx'
import type { MouseEvent } from 'react'

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

/** Changes the address without asking the server; `useSearchParams` follows. */
export function visit(href: string): void {
  window.history.pushState(null, '', href)
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** Tabs are links to `?tab=`: the address is the state, and a copied address shows the same tab. */
export function TabLinks({ label, tabs, current }: Props) {
  return (
    <nav aria-label={label} className="-mb-px flex overflow-x-auto">
      {tabs.map(({ id, title, count }) => (
        <a
          key={id}
          href={`?tab=${id}`}
          aria-current={id === current ? 'page' : undefined}
          onClick={(event) => {
            if (!isPlainClick(event)) return
            event.preventDefault()
            visit(`?tab=${id}`)
          }}
          className={clsx(
            'flex h-10 shrink-0 items-center gap-1.5 border-b-2 px-2 desk:px-3 -outline-offset-2 pointer-coarse:h-11',
            id === current ? 'border-accent font-medium text-text' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {title}
          {count !== undefined && <span className="rounded-full bg-neutral-tint px-1.5 text-meta text-muted">{count}</span>}
        </a>
      ))}
    </nav>
  )
}
