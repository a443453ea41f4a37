import type { ReactNode } from 'react'

export interface Fact {
  name: string
  value: ReactNode
  /** Where it is from, or what it means. */
  note?: ReactNode
}

/** Names and values, one a row. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {facts.map(({ name, value, note }) => (
        <div
          key={name}
          className="grid grid-cols-1 gap-x-4 border-b border-border dense px-3 last:border-0 desk:items-baseline desk:grid-cols-[minmax(0,260px)_minmax(0,1fr)_auto]"
        >
          <dt className="break-words text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
          {note && <dd className="text-meta text-subtle desk:text-right">{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
