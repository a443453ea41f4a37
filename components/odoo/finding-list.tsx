'use client'
import { countText } from '../status/format.ts'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { findingPlace, gravestFirst } from './finding-order.ts'
import { ModuleChip, useChosenModule } from './module-chip.tsx'
import type { OdooFinding, OdooRun } from './odoo-run.ts'

export const findingBadges: Record<OdooFinding['severity'], Badge> = {
  error: { glyph: 'cross', word: 'Error', tone: 'fail' },
  warning: { glyph: 'exclamation', word: 'Warning', tone: 'warn' },
}

/** What the checks found that read the addons without running them, errors first. */
export function FindingList({ odoo: { findings, findingCounts } }: { odoo: Pick<OdooRun, 'findings' | 'findingCounts'> }) {
  const module = useChosenModule()
  const shown = gravestFirst(module ? findings.filter((finding) => finding.module === module) : findings)
  const all = findingCounts.errors + findingCounts.warnings
  return (
    <section aria-label="Static checks" className="overflow-hidden rounded-card border border-border bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-2 text-table text-muted">
        {countText(findingCounts.errors, 'error')}, {countText(findingCounts.warnings, 'warning')}
        {all > findings.length && `; the first ${findings.length} are listed, the log has all`}
        <ModuleChip module={module} />
      </div>
      <ul>
        {shown.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes, in which rows may be equal
          <Row key={index} finding={finding} />
        ))}
      </ul>
      {shown.length === 0 && <p className="px-4 py-8 text-center text-muted">Nothing was found.</p>}
    </section>
  )
}

function Row({ finding }: { finding: OdooFinding }) {
  const place = findingPlace(finding)
  return (
    <li className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 dense border-b border-border px-3 text-table last:border-0 desk:grid-cols-[88px_1fr]">
      <StatusWord badge={findingBadges[finding.severity]} />
      <span className="min-w-0">
        <span className="block break-words">{finding.message}</span>
        <span className="block font-mono text-meta break-all text-muted">
          {place && <span className="text-text">{place} · </span>}
          {finding.rule}
        </span>
      </span>
    </li>
  )
}
