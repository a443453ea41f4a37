'use client'
import clsx from 'clsx'
import { CirclePlay, Unplug } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useId, useState } from 'react'
import type { Outcome } from '../verb/outcome.ts'
import { useBadge, useOpenRuns } from './use-open-runs.ts'

const load = () => import('./tray-panel.tsx').then(({ TrayPanel: Panel }) => Panel)
const TrayPanel = dynamic(load, { ssr: false })

interface Props {
  cancel(id: string): Promise<Outcome<null>>
}

/** How many runs are running or waiting, whoever started them; a press lists them. */
export function Tray({ cancel }: Props) {
  const panel = useId()
  const [open, setOpen] = useState(false)
  const { now, connection } = useOpenRuns()
  const count = useBadge('open_runs')
  // Once the page is there: somebody without a network could not have it then.
  useEffect(() => void load().catch(() => undefined), [])
  const isOld = connection.kind === 'lost' || connection.kind === 'signed_out'
  const Icon = isOld ? Unplug : CirclePlay
  return (
    <>
      <button
        type="button"
        popoverTarget={panel}
        aria-expanded={open}
        className="inline-flex h-8 min-w-12 shrink-0 items-center justify-center gap-1.5 rounded-chip border border-border px-2 text-table tabular-nums hover:bg-sunken pointer-coarse:h-11"
      >
        <Icon aria-hidden className={clsx('size-4 shrink-0', isOld ? 'text-warn' : count ? 'text-running' : 'text-muted')} />
        <span aria-hidden className={clsx(count ? 'font-medium' : 'text-muted')}>
          {now ? count || '0' : '–'}
        </span>
        <span className="sr-only">
          {now ? `Runs, ${count || 'none'} running or waiting` : 'Runs, not known yet'}
          {isOld && ', live updates lost'}
        </span>
      </button>
      <div
        id={panel}
        popover="auto"
        tabIndex={-1}
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto top-(--bar) right-3 m-0 max-h-[80dvh] w-[min(440px,calc(100vw-24px))] overflow-auto rounded-card border border-border bg-surface p-3 text-text shadow-float outline-none"
      >
        <div className="min-h-16">{open && <TrayPanel cancel={cancel} />}</div>
      </div>
    </>
  )
}
