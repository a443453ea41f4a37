'use client'
import { CircleUser } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'

const UserPanel = dynamic(() => import('./user-panel.tsx').then(({ UserPanel: Panel }) => Panel), { ssr: false })

interface Props {
  name: string
  role: string
}

/** Who is signed in. The theme and the way out are loaded when somebody looks for them. */
export function UserMenu({ name, role }: Props) {
  const panel = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        popoverTarget={panel}
        aria-expanded={open}
        className="flex h-10 min-w-0 items-center gap-2.5 rounded-chip px-2 text-left hover:bg-sunken pointer-coarse:h-11 max-wide:w-11 max-wide:shrink-0 max-wide:justify-center max-wide:px-0"
      >
        <CircleUser aria-hidden className="size-5 shrink-0 text-muted" />
        <span className="min-w-0 max-wide:hidden">
          <span className="block truncate text-table font-medium">{name}</span>
          <span className="block text-meta text-muted capitalize">{role}</span>
        </span>
        <span className="sr-only">Density, theme and sign-out</span>
      </button>
      <div
        id={panel}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto top-(--bar) right-2 m-0 w-60 rounded-card border border-border bg-surface p-3 text-text shadow-float"
      >
        <p className="truncate font-medium">{name}</p>
        <p className="text-meta text-muted capitalize">{role}</p>
        <div className="min-h-68">{open && <UserPanel />}</div>
      </div>
    </>
  )
}
