import { countText, groupedText } from '../status/format.ts'
import { buttonLook } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import type { Layout } from './answers.ts'
import { FindingRow } from './finding-row.tsx'
import { isChosen, type LayoutWanted, layoutAddress } from './layout-address.ts'

const mostRows = 200

/** The findings that are chosen: errors first, what is waived last. */
export function FindingList({ layout, wanted }: { layout: Layout; wanted: LayoutWanted }) {
  const { rows, rules, observedAt } = layout
  const chosen = rows.filter((row) => isChosen(row, wanted.show) && (wanted.rule === '' || row.rule === wanted.rule))
  const filters = [wanted.show !== 'all', wanted.rule !== ''].filter(Boolean).length
  if (rows.length === 0) return null
  if (chosen.length === 0)
    return (
      <Empty title={`No rows match ${filters === 1 ? 'this filter' : `these ${filters} filters`}.`}>
        <a href={layoutAddress(wanted, { show: 'all', rule: '' })} className={buttonLook()}>
          Clear filters
        </a>
      </Empty>
    )
  const shown = chosen.slice(0, mostRows)
  return (
    <div className="flex flex-col gap-2">
      <ul
        aria-label={countText(chosen.length, 'finding')}
        className="overflow-hidden rounded-card border border-border bg-surface text-table"
      >
        {shown.map((finding) => (
          <FindingRow
            key={`${finding.rule} ${finding.path} ${finding.message}`}
            finding={finding}
            rule={rules.find(({ id }) => id === finding.rule)}
            wanted={wanted}
            observedAt={observedAt}
          />
        ))}
      </ul>
      {chosen.length > shown.length && (
        <p className="text-muted">{groupedText(chosen.length - shown.length)} more: choose a rule, or see devops-agent layout verify.</p>
      )}
    </div>
  )
}
