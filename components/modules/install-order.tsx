import { countText } from '../status/format.ts'
import type { OrderRow } from './answers.ts'
import { type InstallLayer, layersOf, reasonFor } from './install-layers.ts'
import { ModuleLink, ModuleLinks } from './module-link.tsx'

/** What is installed in which order, by layers: what a layer needs is in those before it. */
export function InstallOrder({ rows }: { rows: readonly OrderRow[] }) {
  const layers = new Map(rows.map(({ name, layer }) => [name, layer]))
  return (
    <ol aria-label="Install order" className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {layersOf(rows).map((layer) => (
        <Layer key={layer.layer} {...layer} layers={layers} />
      ))}
    </ol>
  )
}

function Layer({ layer, core, modules, layers }: InstallLayer & { layers: ReadonlyMap<string, number> }) {
  return (
    <li
      data-layer={layer}
      className="grid grid-cols-1 gap-x-4 border-b border-border px-3 last:border-0 desk:grid-cols-[80px_minmax(0,1fr)]"
    >
      <span className="dense self-start font-medium text-muted max-desk:-mb-2">Layer {layer}</span>
      <div className="min-w-0">
        {core.length > 0 && (
          <p data-core className="dense break-words text-muted">
            {countText(core.length, 'module')} of Odoo itself: <ModuleLinks names={core} />
          </p>
        )}
        {modules.length > 0 && (
          <ol start={modules[0]?.number}>
            {modules.map(({ row, number }) => (
              <li
                key={row.name}
                data-module={row.name}
                className="dense grid grid-cols-[32px_minmax(0,1fr)] items-baseline gap-x-2 desk:grid-cols-[32px_minmax(0,2fr)_minmax(0,3fr)]"
              >
                <span className="text-right text-muted">{number}.</span>
                <span className="min-w-0">
                  <ModuleLink name={row.name} isRow className="font-medium" />{' '}
                  <span className="font-mono text-meta whitespace-nowrap text-muted">{row.version}</span>
                </span>
                <span className="min-w-0 break-words text-muted max-desk:col-start-2">
                  <Reason row={row} layers={layers} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </li>
  )
}

/** `after sale_order_type: needs sale_order_type, mail`: what it waits for last comes first; what is not there it waits for in vain. */
function Reason({ row, layers }: { row: OrderRow; layers: ReadonlyMap<string, number> }) {
  const { last, others } = reasonFor(row, layers)
  const [latest = ''] = last
  if (last.length === 0) return row.name === 'base' ? 'first: needs nothing' : 'after base: needs nothing else'
  return (
    <>
      {layers.has(latest) ? `after ${latest}` : <span className="text-fail">not before {latest} is there</span>}: needs{' '}
      <ModuleLinks names={[...last, ...others]} />
    </>
  )
}
