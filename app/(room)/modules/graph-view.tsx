import { ChoiceLinks } from '../../../components/data/choice-links.tsx'
import type { Graph } from '../../../components/modules/answers.ts'
import { GraphDrawing } from '../../../components/modules/graph-drawing.tsx'
import { type ModulesWanted, modulesAddress } from '../../../components/modules/module-address.ts'
import { ModuleTree } from '../../../components/modules/module-tree.tsx'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { buttonLook } from '../../../components/ui/button.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { graphed, listed, mostNodes, namesIn, type ViewProps } from './asked.ts'

/** What is around some modules: drawn, or on a phone and by choice as a tree. */
export async function GraphView({ wanted, series }: ViewProps) {
  const names = wanted.focus === '' ? await usualFocus(wanted.text) : namesIn(wanted.focus)
  if ('problem' in names) return <SectionFailed what="Modules" problem={names.problem} />
  if (names.length === 0) return <Empty title="No module matches the filter. Name one for the graph." />
  const read = await graphed(names, series, { direction: 'both', depth: wanted.depth, limit: mostNodes, reduce: true })
  if ('problem' in read) return <SectionFailed what="The graph" problem={read.problem} />
  return <Drawn graph={read.done} focus={names.join(', ')} wanted={{ ...wanted, focus: names.join(' ') }} />
}

/** Where nobody says what it is about: the module of ours that most hangs on. */
async function usualFocus(text: string) {
  const read = await listed({ text })
  if ('problem' in read) return read
  const own = read.done.rows.filter(({ repository }) => repository === null)
  const ties = ({ needs, neededBy }: { needs: number; neededBy: number }) => needs + 2 * neededBy
  const [first] = (own.length > 0 ? own : read.done.rows).toSorted((one, other) => ties(other) - ties(one))
  return first ? [first.name] : []
}

function Drawn({ graph: { rows, more }, focus, wanted }: { graph: Graph; focus: string; wanted: ModulesWanted }) {
  return (
    <section aria-label={`Graph of ${focus}`} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 break-words text-muted">
          Focus <span className="font-mono text-text">{focus}</span>, {wanted.depth} up and {wanted.depth} down: {rows.length}{' '}
          {rows.length === 1 ? 'module' : 'modules'}.
        </p>
        <Depth wanted={wanted} />
        <div className="max-desk:hidden">
          <ChoiceLinks
            label="Shape"
            choices={[
              {
                title: 'Drawing',
                href: modulesAddress(wanted, { isTree: false, isFit: false }),
                isCurrent: !wanted.isTree && !wanted.isFit,
              },
              { title: 'Fit', href: modulesAddress(wanted, { isTree: false, isFit: true }), isCurrent: !wanted.isTree && wanted.isFit },
              { title: 'Tree', href: modulesAddress(wanted, { isTree: true, isFit: false }), isCurrent: wanted.isTree },
            ]}
          />
        </div>
      </div>
      {more > 0 && <p className="font-medium">+{more} more, raise depth or use the table</p>}
      {wanted.isTree ? (
        <ModuleTree rows={rows} />
      ) : (
        <>
          <div className="flex flex-col gap-2 max-desk:hidden">
            <GraphDrawing rows={rows} label={`Graph of ${focus}`} isFit={wanted.isFit} />
            <p className="text-meta text-muted">
              What is needed stands at the left. With corners: ours; round: of a repository; dashed: Odoo itself. What follows from other
              lines is not drawn. Arrow keys go from module to module, Enter opens one.
            </p>
          </div>
          <div className="desk:hidden">
            <ModuleTree rows={rows} />
          </div>
        </>
      )}
    </section>
  )
}

function Depth({ wanted }: { wanted: ModulesWanted }) {
  return (
    <div className="flex gap-1.5">
      {wanted.depth > 1 && (
        <a href={modulesAddress(wanted, { depth: wanted.depth - 1 })} className={buttonLook()}>
          Less depth
        </a>
      )}
      <a href={modulesAddress(wanted, { depth: wanted.depth + 1 })} className={buttonLook()}>
        More depth
      </a>
    </div>
  )
}
