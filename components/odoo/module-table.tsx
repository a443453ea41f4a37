'use client'
import clsx from 'clsx'
import { useDeferredValue, useState } from 'react'
import { BadgeChoice } from '../run/badge-choice.tsx'
import { MoreRows, pageSize } from '../run/more-rows.tsx'
import { countText, testDurationText } from '../status/format.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { AddressLink } from '../ui/address-link.tsx'
import { Empty } from '../ui/empty.tsx'
import { inputLook } from '../ui/field.tsx'
import { kindOf, type ModuleKind, type ModuleRow, moduleBadges, moduleKinds, modulesPassing } from './module-rows.ts'
import { OdooFacts } from './odoo-facts.tsx'
import type { OdooRun } from './odoo-run.ts'

interface Props {
  odoo: OdooRun | null
  /** Worst first. */
  modules: readonly ModuleRow[]
}

/** What became of each module, worst first. While the run goes on: what its tests say so far. */
export function ModuleTable({ odoo, modules }: Props) {
  const [kind, setKind] = useState<ModuleKind | null>(null)
  const [text, setText] = useState('')
  const [most, setMost] = useState(pageSize)
  const passing = modulesPassing(modules, { kind, text: useDeferredValue(text) })
  if (modules.length === 0) return <Empty title={odoo ? 'There is no module.' : 'No module has reported yet.'} />
  return (
    <div className="flex flex-col gap-3">
      {odoo && <OdooFacts odoo={odoo} />}
      <section aria-label="Modules" className="overflow-hidden rounded-card border border-border bg-surface">
        <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2">
          <input
            type="search"
            aria-label="Filter modules"
            placeholder="Filter by name, path or reason  /"
            data-page-filter
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={clsx(inputLook, 'min-w-48 flex-1 basis-48')}
          />
          <BadgeChoice
            label="State"
            ids={moduleKinds}
            badges={moduleBadges}
            count={(each) => modules.filter((row) => kindOf(row) === each).length}
            chosen={kind}
            onChoose={setKind}
          />
        </div>
        <ul>
          {passing.slice(0, most).map((row) => (
            <Row key={`${row.path} ${row.name}`} row={row} />
          ))}
        </ul>
        {passing.length === 0 && <p className="px-4 py-8 text-center text-muted">No module matches these filters.</p>}
        <MoreRows shown={most} total={passing.length} noun="module" onMore={() => setMost(most + pageSize)} />
      </section>
    </div>
  )
}

function Row({ row }: { row: ModuleRow }) {
  const kind = kindOf(row)
  const isRed = kind === 'failed' || kind === 'not_installed'
  return (
    <li
      data-module={row.name}
      className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 text-table last:border-0 desk:grid-cols-[112px_1fr_auto_60px]"
    >
      <StatusWord badge={moduleBadges[kind]} />
      <span className="text-right whitespace-nowrap text-muted desk:col-start-4 desk:row-start-1">
        {row.durationMs === null ? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">not measured</span>
          </>
        ) : (
          testDurationText(row.durationMs)
        )}
      </span>
      <span className="min-w-0 max-desk:col-span-2">
        <span className="block font-mono font-medium break-all">{row.name}</span>{' '}
        {row.path && row.path !== row.name && <span className="block font-mono text-meta break-all text-muted">{row.path}</span>}
        {row.reason && <span className={clsx('block break-words', isRed ? 'text-fail' : 'text-muted')}>{row.reason}</span>}
      </span>
      <span className="flex flex-wrap gap-x-3 text-muted max-desk:col-span-2 desk:justify-end">
        <Numbers row={row} />
      </span>
    </li>
  )
}

const linkLook = 'rounded-chip underline decoration-border underline-offset-2 hover:decoration-current'

/** Each number leads to the rows behind it. */
function Numbers({ row: { name, tests, failed, skipped, warnings } }: { row: ModuleRow }) {
  const module = encodeURIComponent(name)
  return (
    <>
      {tests > 0 && (
        <AddressLink href={`?tab=tests&module=${module}`} className={clsx(linkLook, failed > 0 && 'font-medium text-fail')}>
          {failed > 0 ? `${failed} of ${countText(tests, 'test')} failed` : countText(tests, 'test')}
        </AddressLink>
      )}
      {skipped > 0 && <span>{skipped} skipped</span>}
      {warnings !== null && warnings > 0 && (
        <AddressLink href={`?tab=warnings&module=${module}`} className={clsx(linkLook, 'text-warn')}>
          {countText(warnings, 'warning')}
        </AddressLink>
      )}
    </>
  )
}
