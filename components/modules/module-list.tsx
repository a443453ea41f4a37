'use client'
import type { JsonObject } from '../../lib/core/run.ts'
import { LongList } from '../data/long-list.tsx'
import { MoreButton } from '../data/more-button.tsx'
import { usePages } from '../data/use-pages.ts'
import { countText } from '../status/format.ts'
import { buttonLook } from '../ui/button.tsx'
import type { ModuleRow } from './answers.ts'
import { ModuleRowLine } from './module-row.tsx'

/** As many rows as a page holds at once; what comes after them begins a page of its own. */
const mostRows = 2_000

interface Props {
  /** What `module_dependency_resolver.list` was asked. */
  input: JsonObject
  /** What it answered when the page was made. */
  first: { rows: ModuleRow[]; next: string | null }
  /** The address of a table that begins further down, without the name after which it does. */
  furtherHref: string
}

/** Modules by name; more come as somebody gets to them. */
export function ModuleList({ input, first, furtherHref }: Props) {
  const pages = usePages<ModuleRow>('module_dependency_resolver.list', input, first)
  const last = pages.rows.at(-1)
  const isFull = pages.hasMore && pages.rows.length >= mostRows
  return (
    <section aria-label="Modules" className="flex flex-col gap-3">
      <LongList
        label={countText(pages.rows.length, 'module')}
        rows={pages.rows}
        keyOf={({ name }) => name}
        onEnd={pages.hasMore && !isFull && !pages.isPending && !pages.problem ? pages.more : undefined}
      >
        {(row) => <ModuleRowLine row={row} />}
      </LongList>
      {isFull && last ? (
        <a
          href={`${furtherHref}${furtherHref.includes('?') ? '&' : '?'}after=${encodeURIComponent(last.name)}`}
          className={buttonLook('plain', 'normal', 'self-center')}
        >
          Further modules
        </a>
      ) : (
        <MoreButton pages={pages} label="Further modules" />
      )}
    </section>
  )
}
