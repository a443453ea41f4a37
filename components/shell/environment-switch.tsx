'use client'
import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { askServer } from '../data/ask.ts'
import { placeOf, withEnvironment } from '../environment/address.ts'
import { EnvironmentBlock } from '../environment/block.tsx'
import { type Environment, useScope } from '../environment/scope.tsx'
import { type Badge, type Health, healthBadges } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { visit } from '../ui/address.ts'
import { useKeys } from '../ui/keys.ts'

/** Which environment the pages are about, and the others to choose from; nothing where none is configured. */
export function EnvironmentSwitch() {
  const { environments } = useScope()
  return environments.length === 0 ? null : <Switch />
}

function Switch() {
  const panel = useId()
  const { environments, chosen } = useScope()
  const [open, setOpen] = useState(false)
  const badgeOf = useHealth(open)
  useKeys({
    E: (event) => {
      event.preventDefault()
      document.getElementById(panel)?.showPopover()
    },
  })
  const choose = (name: string) => {
    document.getElementById(panel)?.hidePopover()
    visit(withEnvironment(`${window.location.pathname}${window.location.search}${window.location.hash}`, name))
  }
  return (
    <>
      <button
        type="button"
        popoverTarget={panel}
        aria-expanded={open}
        title="Shift E"
        className="flex h-8 min-w-11 items-center justify-center gap-1.5 rounded-chip border border-edge bg-surface px-2 text-table max-desk:px-1.5 hover:bg-sunken pointer-coarse:h-11"
      >
        <span className="text-muted max-wide:sr-only">Environment</span>
        {chosen ? <Current {...chosen} /> : <span className="font-medium">All</span>}
        <ChevronDown aria-hidden className={clsx('size-4 shrink-0 text-muted', chosen ? 'max-desk:hidden' : 'max-[340px]:hidden')} />
      </button>
      <div
        id={panel}
        popover="auto"
        onToggle={({ newState, currentTarget }) => {
          setOpen(newState === 'open')
          if (newState === 'open') currentTarget.querySelector<HTMLElement>('[aria-current]')?.focus()
        }}
        className="fixed inset-auto top-(--bar) left-3 m-0 max-h-[70dvh] w-[min(420px,calc(100vw-24px))] overflow-auto rounded-card border border-border bg-surface p-1.5 text-text shadow-float desk:left-40"
      >
        <ul aria-label="Environments">
          {environments.map((one) => (
            <Row key={one.name} isCurrent={one.name === chosen?.name} onChoose={() => choose(one.name)}>
              <EnvironmentBlock stage={one.stage} className="w-28 shrink-0 text-center" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{one.name}</span>
                <span className="block truncate text-meta text-muted">{placeOf(one.url)}</span>
              </span>
              <StatusWord badge={badgeOf(one)} className="text-table" />
            </Row>
          ))}
          <Row isCurrent={chosen === null} onChoose={() => choose('')}>
            All
          </Row>
        </ul>
      </div>
    </>
  )
}

function Current({ stage, name }: Environment) {
  return (
    <>
      <EnvironmentBlock stage={stage} className="max-desk:hidden" />
      <EnvironmentBlock stage={stage} isShort className="desk:hidden max-desk:text-clip" />
      <span className="max-w-40 truncate font-medium max-desk:sr-only">{name}</span>
    </>
  )
}

function Row({ isCurrent, onChoose, children }: { isCurrent: boolean; onChoose(): void; children: ReactNode }) {
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        aria-current={isCurrent || undefined}
        className="flex min-h-11 w-full items-center gap-3 rounded-chip px-2 py-1 text-left -outline-offset-2 hover:bg-sunken aria-[current]:bg-selected"
      >
        {children}
      </button>
    </li>
  )
}

const asking: Badge = { glyph: 'loader', word: 'Asking', tone: 'neutral' }

/** Asked each time that somebody looks; what cannot be read now is unknown, whatever it was. */
function useHealth(isWanted: boolean): (environment: Environment) => Badge {
  const [known, setKnown] = useState<ReadonlyMap<string, Health> | null>(null)
  useEffect(() => {
    if (!isWanted) return
    const stop = new AbortController()
    setKnown(null)
    askServer<{ rows: { name: string; health: Health }[] }>('control_room.environments', {}, stop.signal).then(
      ({ rows }) => setKnown(new Map(rows.map(({ name, health }) => [name, health]))),
      () => !stop.signal.aborted && setKnown(new Map()),
    )
    return () => stop.abort()
  }, [isWanted])
  return ({ name }) => (known ? healthBadges[known.get(name) ?? 'unknown'] : asking)
}
