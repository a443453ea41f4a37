import { ChoiceLinks } from '../data/choice-links.tsx'
import { groupedText } from '../status/format.ts'
import { type ModuleList, moduleStates } from './answers.ts'
import { type ModulesWanted, type ModuleView, modulesAddress, moduleViews } from './module-address.ts'
import { moduleBadges } from './module-badges.ts'
import { ModuleFilter } from './module-filter.tsx'
import { UnreadFolders } from './unread-folders.tsx'

interface Props {
  /** With those rows that are not fine. */
  modules: ModuleList
  wanted: ModulesWanted
}

const titles: Record<ModuleView, string> = { table: 'Table', graph: 'Graph', order: 'Order', missing: 'Missing', impact: 'Impact' }

/** How many modules there are and of which series, the views with what can be typed in each, and the states to choose from. */
export function ModulesHead({ modules, wanted }: Props) {
  const { total, own, series, because, rows, unread, notAsked } = modules
  const missing = rows.filter(({ state }) => state === 'missing').length
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        <span className="font-medium text-text">
          {groupedText(total)} {total === 1 ? 'module' : 'modules'}, {groupedText(own)} ours.
        </span>{' '}
        {series === null ? 'Series unknown' : `Series ${series}`}: {because}.
      </p>
      <UnreadFolders unread={unread} />
      {notAsked && <p className="text-warn">What is installed is not known: {notAsked}</p>}
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <ChoiceLinks
          label="View"
          choices={moduleViews.map((view) => ({
            title: titles[view],
            href: modulesAddress(wanted, { view }),
            isCurrent: view === wanted.view,
            count: view === 'missing' ? missing : undefined,
          }))}
        />
        <ModuleFilter wanted={wanted} />
      </div>
      {wanted.view === 'table' && <States modules={modules} wanted={wanted} />}
    </div>
  )
}

/** Only states that some module is in, and the one that was chosen. */
function States({ modules: { rows, total, wrong }, wanted }: Props) {
  const counts = new Map<string, number>([
    ['any', total],
    ['wrong', wrong],
    ['fine', total - wrong],
  ])
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1)
  const all = [
    { id: 'any', title: 'All' },
    { id: 'wrong', title: 'Not fine' },
    ...moduleStates.map((id) => ({ id, title: moduleBadges[id].word })),
  ]
  return (
    <ChoiceLinks
      label="Which modules"
      choices={all
        .filter(({ id }) => counts.get(id) || id === wanted.state)
        .map(({ id, title }) => ({
          title,
          href: modulesAddress(wanted, { state: id }),
          isCurrent: id === wanted.state,
          count: counts.get(id) ?? 0,
        }))}
    />
  )
}
