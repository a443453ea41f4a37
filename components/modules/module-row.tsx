'use client'
import clsx from 'clsx'
import { Link } from '../environment/link.tsx'
import { StatusWord, toneText } from '../status/status-pill.tsx'
import type { ModuleRow } from './answers.ts'
import { moduleAddress } from './module-address.ts'
import { moduleBadges } from './module-badges.ts'

/** A module in the table: how it stands and why, what it is, whose, and what hangs on it. The whole row opens it. */
export function ModuleRowLine({ row }: { row: ModuleRow }) {
  const badge = moduleBadges[row.state]
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 dense px-3 text-table desk:grid-cols-[132px_minmax(0,1fr)_minmax(0,180px)_110px_150px]">
      <StatusWord badge={badge} />
      <span className="min-w-0 max-desk:col-span-2 max-desk:row-start-2">
        <Link
          href={moduleAddress(row.name)}
          prefetch={false}
          data-row
          className="font-mono font-medium break-all outline-none after:absolute after:inset-0 focus-visible:after:rounded-chip focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {row.name}
        </Link>{' '}
        {row.title !== row.name && <span className="break-words text-muted">{row.title}</span>}
        {row.because && <span className={clsx('block break-words', toneText[badge.tone])}>{row.because}</span>}
      </span>
      <span className="min-w-0 truncate text-muted max-desk:row-start-3">{row.repository ?? 'ours'}</span>
      <span className="text-right font-mono text-meta whitespace-nowrap text-muted">
        {row.version ?? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">no version that can be read</span>
          </>
        )}
        {row.database && <span className="block font-sans">{installedWords(row.database)}</span>}
      </span>
      <span className="flex gap-3 text-right whitespace-nowrap text-muted max-desk:row-start-3 desk:justify-end">
        <Count of={row.name} at="needs" text={`needs ${row.needs}`} />
        <Count of={row.name} at="used-by" text={`used by ${row.neededBy}`} />
      </span>
    </div>
  )
}

/** How a database and the manifest stand to each other. */
function installedWords({ isInstalled, version, isChanged }: NonNullable<ModuleRow['database']>): string {
  if (!isInstalled) return 'not installed'
  return isChanged ? `changed, ${version} installed` : 'installed'
}

/** A number leads to the rows behind it. */
function Count({ of, at, text }: { of: string; at: string; text: string }) {
  return (
    <Link
      href={`${moduleAddress(of)}#${at}`}
      prefetch={false}
      tabIndex={-1}
      className="relative z-10 rounded-chip decoration-border underline-offset-2 hover:text-text hover:underline"
    >
      {text}
    </Link>
  )
}
