import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineLook } from '../../lib/core/skill.ts'
import { drawn } from '../../lib/odoo/graph-layout.ts'
import { dotOf, namesOf, svgOf, treeOf } from '../../lib/odoo/graph-text.ts'
import { coreOf, dependenciesIn, neededByIn, needsIn, standingOf } from '../../lib/odoo/resolution.ts'
import { reduced, subgraphOf } from '../../lib/odoo/subgraph.ts'
import { type Addons, addonsOf } from './addons-path.ts'
import { asked } from './input.ts'
import { expanded, seriesOf } from './series.ts'

const formats = { tree: treeOf, names: namesOf, dot: dotOf, svg: svgOf }

const node = z.object({
  name: z.string(),
  origin: z.enum(['addons', 'odoo', 'missing', 'unknown']),
  repository: z.string().nullable().describe('Of the catalogue; null for a module of ours, of Odoo, or that is nowhere'),
  distance: z.number().int().describe('Steps from what was asked for: negative for what it needs, positive for what needs it'),
  column: z.number().int().describe('In a drawing, from what is needed at the left'),
  place: z.number().int().describe('In its column, from the top'),
  needs: z.array(z.string()),
})

/** What needs what, around some modules. */
export const graph = defineLook({
  title: 'Graph of modules',
  summary: 'Shows what modules need and what needs them: as a tree, as names, for Graphviz, or as a picture.',
  effect: 'read',
  alias: 'deps graph',
  word: 'modules',
  input: z.object({
    ...asked,
    direction: z
      .enum(['both', 'needs', 'needed_by'])
      .default('needs')
      .meta({ title: 'Direction', description: 'What they need, what needs them, or both' }),
    depth: z
      .number()
      .int()
      .min(0)
      .max(100, 'At most 100.')
      .default(0)
      .meta({ title: 'Depth', description: 'Steps from the modules; 0 for all' }),
    limit: z
      .number()
      .int()
      .min(1, 'At least 1.')
      .max(5000, 'At most 5,000.')
      .default(5000)
      .meta({ title: 'Modules at most', description: 'The nearest are shown' }),
    reduce: z.boolean().default(false).meta({ title: 'Reduce', description: 'Leaves out what follows from other dependencies' }),
    format: z.enum(['tree', 'names', 'dot', 'svg']).default('tree').meta({ title: 'Format', description: 'Of the text' }),
  }),
  output: z.object({
    rows: z.array(node).describe('Nearest first'),
    next: z.null(),
    more: z.number().int().describe('As many were left out at the limit'),
    text: z.string(),
    series: z.string().nullable(),
    observedAt: z.string(),
  }),
  example: { modules: ['sale_order_type'], direction: 'both', depth: 2 },
  async look(context, input) {
    const addons = await addonsOf(context, input.addonsPath)
    const names = expanded(input.modules, addons)
    const { series } = seriesOf(input.series || context.settings.addons.series, names, addons)
    const core = coreOf(context.settings.odoo, series)
    const absent = names.find((name) => !addons.index.get(name) && !core.names?.has(name))
    if (absent !== undefined)
      throw new OpsError(
        'not_found',
        `There is no module ${absent} on the addons path.`,
        `Looked in ${addons.path.slice(0, 5).join(', ')}. See devops-agent deps resolve ${absent}.`,
      )
    const dependsOf = dependenciesIn(addons.index, core)
    const needsOf = needsIn(dependsOf)
    const neededBy = input.direction === 'needs' ? () => [] : neededByIn(addons.index, core, needsOf)
    const { distances, needs, more } = subgraphOf(names, { ...input, needsOf, neededBy })
    const shown = input.reduce ? reduced(needs) : needs
    const rows = drawn(distances, shown).map((node) => ({
      ...node,
      origin: standingOf(node.name, addons.index, core),
      repository: repositoryAt(node.name, addons),
    }))
    return { rows, next: null, more, text: formats[input.format](rows), series, observedAt: new Date().toISOString() }
  },
  lines: ({ text, more }) => [text, ...(more > 0 ? [`+${more} more: raise --limit, or name a smaller --depth.`] : [])],
})

/** The repository of the catalogue that a module lies in; null for one of ours, of Odoo, or of nobody. */
function repositoryAt(name: string, { index, repositories }: Addons): string | null {
  const root = index.get(name)?.root
  const found = repositories.find(({ folder }) => folder === root)
  return found ? found.name : null
}
