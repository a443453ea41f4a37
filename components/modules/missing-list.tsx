import { StatusWord } from '../status/status-pill.tsx'
import { type MissingGroup, placeWords } from './missing-words.ts'
import { moduleBadges } from './module-badges.ts'
import { ModuleLink, ModuleLinks } from './module-link.tsx'

/** What is needed and not there: who needs it, and where it comes from. */
export function MissingList({ groups }: { groups: readonly MissingGroup[] }) {
  return (
    <ul aria-label="Missing modules" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {groups.map((group) => (
        <li
          key={group.name}
          className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 desk:grid-cols-[110px_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <StatusWord badge={moduleBadges.missing} />
          <span className="min-w-0 break-words">
            <ModuleLink name={group.name} isRow className="font-medium" />
            {group.wantedBy.length > 0 && (
              <span className="text-muted">
                {' '}
                wanted by <ModuleLinks names={group.wantedBy} />
              </span>
            )}
          </span>
          <span className="min-w-0 break-words text-muted">{placeWords(group)}</span>
        </li>
      ))}
    </ul>
  )
}
