import { StatusWord } from '../status/status-pill.tsx'
import type { ImpactRow } from './answers.ts'
import { impactBadge, impactText } from './impact-words.ts'
import { ModuleLink } from './module-link.tsx'

/** What a change does to each module: those that changed first, then those that it reaches. */
export function ImpactList({ rows }: { rows: readonly ImpactRow[] }) {
  return (
    <ul aria-label="Impact" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {rows.map((row) => (
        <li
          key={row.name}
          className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 desk:grid-cols-[110px_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <StatusWord badge={impactBadge(row)} />
          <span className="min-w-0 break-words">
            <ModuleLink name={row.name} isRow className="font-medium" />
          </span>
          <span className="min-w-0 break-words text-muted">
            {impactText(row)}
            {row.needsBump && <span className="text-warn">, and the version is as before</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
