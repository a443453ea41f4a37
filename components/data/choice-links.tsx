import clsx from 'clsx'
import { groupedText } from '../status/format.ts'

/** A state of a page that can be chosen. */
export interface Choice {
  title: string
  href: string
  isCurrent: boolean
  /** How many rows it has, where that is known. */
  count?: number | undefined
}

/** States of a page to choose from, as links: the address is the state, and another one is loaded whole. */
export function ChoiceLinks({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1">
      {choices.map(({ title, href, isCurrent, count }) => (
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
