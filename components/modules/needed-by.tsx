import { countText } from '../status/format.ts'
import { Card } from '../ui/card.tsx'
import { ModuleLinks } from './module-link.tsx'

/** As many names are shown at once; a module of Odoo itself may have hundreds. */
const mostOpen = 40

/** What would notice a change of a module: those that name it, then what needs those. */
export function NeededBy({ neededBy }: { neededBy: readonly { name: string; distance: number }[] }) {
  const direct = neededBy.filter(({ distance }) => distance === 1).map(({ name }) => name)
  const others = neededBy.filter(({ distance }) => distance > 1).map(({ name }) => name)
  return (
    <Card title="Used by">
      <div className="flex flex-col gap-2 rounded-card border border-border bg-surface px-3 py-2.5 text-table">
        {direct.length === 0 && <p className="text-muted">Nothing needs it.</p>}
        <Names words="by name" names={direct} />
        <Names words="through those" names={others} />
      </div>
    </Card>
  )
}

function Names({ words, names }: { words: string; names: readonly string[] }) {
  const [shown, folded] = [names.slice(0, mostOpen), names.slice(mostOpen)]
  if (names.length === 0) return null
  return (
    <div className="break-words">
      <span className="text-muted">
        {countText(names.length, 'module')} {words}:{' '}
      </span>
      <ModuleLinks names={shown} />
      {folded.length > 0 && (
        <details className="mt-1">
          <summary className="font-medium">{folded.length} more</summary>
          <ModuleLinks names={folded} />
        </details>
      )}
    </div>
  )
}
