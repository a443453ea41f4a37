import { placeOf } from '../../../../components/environment/address.ts'
import { EnvironmentBlock } from '../../../../components/environment/block.tsx'
import type { Environment } from '../../../../components/environment/scope.tsx'
import { type Health, healthBadges } from '../../../../components/status/status.ts'
import { StatusWord } from '../../../../components/status/status-pill.tsx'
import { RelativeTime } from '../../../../components/status/times.tsx'
import { CopyButton } from '../../../../components/ui/copy-button.tsx'
import { Empty } from '../../../../components/ui/empty.tsx'

export interface EnvironmentRow extends Environment {
  series: string | null
  health: Health
  message: string
  hint: string
  at: string | null
  line: number | null
}

/** What stands in config/agent.yml where somebody has named one. */
const exampleLines = `environments:
  live:
    stage: production
    url: https://odoo.example.org
    series: "19.0"
`

/** The environments of the configuration: what is set of each, where, and what the last check heard. */
export function EnvironmentList({ rows, observedAt }: { rows: readonly EnvironmentRow[]; observedAt: string }) {
  if (rows.length === 0)
    return (
      <Empty title="No environment is named yet.">
        Name one under environments in config/agent.yml.
        <CopyButton text={exampleLines} label="Copy an example" />
      </Empty>
    )
  return (
    <ul aria-label="Environments" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {rows.map((row) => (
        <li
          key={row.name}
          data-row
          tabIndex={-1}
          className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border px-3 py-2 -outline-offset-2 last:border-0 desk:grid-cols-[120px_minmax(0,200px)_minmax(0,1fr)_auto]"
        >
          <StatusWord badge={healthBadges[row.health]} />
          <span className="flex min-w-0 flex-col items-start gap-1 max-desk:order-3 max-desk:col-span-2">
            <EnvironmentBlock stage={row.stage} />
            <span className="max-w-full font-medium break-words">{row.name}</span>
          </span>
          <span className="min-w-0 break-words max-desk:order-4 max-desk:col-span-2">
            <a href={row.url} rel="noreferrer" className="text-accent underline underline-offset-2">
              {placeOf(row.url)}
            </a>
            {row.series && `, Odoo ${row.series}`}
            <span className="block">{row.message}</span>
            {row.hint && <span className="block text-muted">{row.hint}</span>}
            {row.line !== null && <span className="block text-meta text-subtle">Set in config/agent.yml, line {row.line}</span>}
          </span>
          <span className="text-right text-muted">{row.at && <RelativeTime at={row.at} observedAt={observedAt} />}</span>
        </li>
      ))}
    </ul>
  )
}
