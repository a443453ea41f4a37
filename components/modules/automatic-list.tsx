import { countText } from '../status/format.ts'
import type { Resolved } from './answers.ts'
import { ModuleLinks } from './module-link.tsx'

/** Up to so many are shown at once; Odoo itself may bring hundreds. */
const mostOpen = 20

/** What Odoo installs by itself, by what brings it. */
export function AutomaticList({ automatic }: Pick<Resolved, 'automatic'>) {
  const groups = Map.groupBy(automatic, ({ because, countries }) => [because.join(', '), countries.join(', ')].join(' · '))
  return (
    <details open={automatic.length <= mostOpen} className="rounded-card border border-border bg-surface text-table">
      <summary className="dense rounded-card px-3 font-medium">{countText(automatic.length, 'module')}, by what brings them</summary>
      <ul className="border-t border-border">
        {[...groups].map(([key, modules]) => {
          const { because, countries } = modules[0] ?? { because: [], countries: [] }
          return (
            <li key={key} className="dense border-b border-border px-3 break-words last:border-0">
              <span className="text-muted">
                {because.length === 0 ? (
                  'In any case: '
                ) : (
                  <>
                    Since <ModuleLinks names={because} /> {because.length === 1 ? 'is' : 'are'} there:{' '}
                  </>
                )}
              </span>
              <ModuleLinks names={modules.map(({ name }) => name)} />
              {countries.length > 0 && (
                <span className="text-muted">, for companies in {countries.map((code) => code.toUpperCase()).join(' or ')}</span>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
