import { countText } from '../status/format.ts'
import { Card } from '../ui/card.tsx'
import { ModuleLinks } from './module-link.tsx'

/** What would notice a change of a module: those that name it, then what needs those. */
export function NeededBy({ neededBy }: { neededBy: readonly { name: string; distance: number }[] }) {
  const direct = neededBy.filter(({ distance }) => distance === 1).map(({ name }) => name)
  const others = neededBy.filter(({ distance }) => distance > 1).map(({ name }) => name)
  return (
    <Card title="Used by">
      <div className="flex flex-col gap-2 rounded-card border border-border bg-surface px-3 py-2.5 text-table">
        {direct.length === 0 && <p className="text-muted">Nothing on the addons path needs it.</p>}
        {direct.length > 0 && (
          <p className="break-words">
            <span className="text-muted">{countText(direct.length, 'module')} by name: </span>
            <ModuleLinks names={direct} />
          </p>
        )}
        {others.length > 0 && (
          <p className="break-words">
            <span className="text-muted">{countText(others.length, 'module')} through those: </span>
            <ModuleLinks names={others} />
          </p>
        )}
      </div>
    </Card>
  )
}
