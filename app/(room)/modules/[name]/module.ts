import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Graph, ModuleRow, Resolved } from '../../../../components/modules/answers.ts'
import type { Outcome } from '../../../../components/verb/outcome.ts'
import { graphed, listed, mostAsked, resolved, wrongModules } from '../asked.ts'

/** What is known of a module, whether it lies on the addons path, belongs to Odoo itself, or is only wanted. */
export interface KnownModule {
  name: string
  /** Null for one that is not on the addons path. */
  row: ModuleRow | null
  origin: 'addons' | 'odoo' | 'missing'
  /** Of Odoo, and why. */
  series: string | null
  because: string
  needed: Resolved
  /** What needs it: first what is on the addons path, each nearest first. Of a missing one those that name it. */
  neededBy: { name: string; distance: number }[]
}

/** What names of modules consist of. */
const moduleName = /^[\p{L}\p{N}_.-]{1,200}$/u

/** A module by its name; a page that is not there where nobody has or wants it. */
export const moduleNamed = cache(async (name: string): Promise<Outcome<KnownModule>> => {
  if (!moduleName.test(name)) notFound()
  const list = await listed({ text: name })
  if ('problem' in list) return list
  const { series, because } = list.done
  const [needed, graph] = await Promise.all([resolved([name], series), graphed([name], series, { direction: 'needed_by' })])
  if ('problem' in needed) return needed
  const row = list.done.rows.find((one) => one.name === name) ?? null
  const known = { name, row, series, because, needed: needed.done }
  if ('done' in graph) return { done: { ...known, origin: row ? 'addons' : 'odoo', neededBy: needersIn(graph.done) } }
  if (graph.problem.code !== 'not_found') return graph
  const wanting = await wantingOf(name)
  if (wanting.length === 0) notFound()
  return { done: { ...known, origin: 'missing', neededBy: wanting.map((one) => ({ name: one, distance: 1 })) } }
})

function needersIn({ rows }: Graph): KnownModule['neededBy'] {
  const isCore = ({ origin }: Graph['rows'][number]) => Number(origin === 'odoo')
  return rows.filter(({ distance }) => distance > 0).toSorted((one, other) => isCore(one) - isCore(other))
}

/** Those that need what nobody has. */
async function wantingOf(missing: string): Promise<string[]> {
  const known = await wrongModules()
  if ('problem' in known) return []
  const names = known.done.rows.filter(({ state }) => state === 'missing').map(({ name }) => name)
  if (names.length === 0) return []
  const read = await resolved(names.slice(0, mostAsked), known.done.series)
  return 'problem' in read ? [] : read.done.missing.flatMap(({ name, wantedBy }) => (name === missing && wantedBy !== '' ? [wantedBy] : []))
}
