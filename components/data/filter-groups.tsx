import clsx from 'clsx'
import { groupedText } from '../status/format.ts'

/** A filter that is often wanted. */
export interface FilterGroup {
  title: string
  href: string
  isCurrent: boolean
  /** How many rows it has, where that is known. */
  count?: number | undefined
}

/** Filters that stand above a list, ready to be pressed; the one that is on is current. */
export function FilterGroups({ groups }: { groups: readonly FilterGroup[] }) {
  return (
    <nav aria-label="Which runs" className="flex flex-wrap gap-1">
      {groups.map(({ title, href, isCurrent, count }) => (
        <a
          key={title}
          href={href}
          aria-current={isCurrent ? 'page' : undefined}
          className={clsx(
            'inline-flex h-8 items-center gap-1.5 rounded-chip px-2.5 text-table pointer-coarse:h-11',
            isCurrent ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-sunken hover:text-text',
          )}
        >
          {title}
          {count !== undefined && <span className="text-meta tabular-nums">{groupedText(count)}</span>}
        </a>
      ))}
    </nav>
  )
}
