import type { Layout } from './answers.ts'
import { type LayoutWanted, layoutAddress } from './layout-address.ts'

/** All rules, each with its reason, where it comes from, and how many findings it has. */
export function RuleList({ layout: { rules, rows }, wanted }: { layout: Layout; wanted: LayoutWanted }) {
  return (
    <details className="rounded-card border border-border bg-surface text-table">
      <summary className="px-3 py-2 font-medium">{rules.length} rules</summary>
      <ul aria-label="Rules" className="border-t border-border">
        {rules.map(({ id, title, reason, link, unasked }) => (
          <li
            key={id}
            className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 desk:grid-cols-[170px_minmax(0,1fr)_110px]"
          >
            <a href={layoutAddress(wanted, { rule: id, show: 'all' })} className="font-mono underline decoration-border underline-offset-2">
              {id}
            </a>
            <span className="min-w-0 break-words">
              <span className="font-medium">{title}.</span> <span className="text-muted">{reason}</span>{' '}
              <a href={link} className="text-muted underline decoration-border underline-offset-2">
                Read more<span className="sr-only"> about {id}</span>
              </a>
              {unasked && <span className="block text-muted">Not checked. {unasked}</span>}
            </span>
            <span className="text-muted tabular-nums desk:text-right">{foundText(rows.filter((row) => row.rule === id).length)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function foundText(count: number): string {
  if (count === 0) return 'none found'
  return count === 1 ? '1 finding' : `${count} findings`
}
