import { z } from 'zod'
import { defineLook } from '../../lib/core/skill.ts'
import type { IndexedModule } from '../../lib/odoo/module-index.ts'
import { cyclesIn } from '../../lib/odoo/modules.ts'
import { coreOf, dependenciesIn } from '../../lib/odoo/resolution.ts'
import { seriesFrom, seriesList, versionProblem } from '../../lib/odoo/series.ts'
import { reversed } from '../../lib/odoo/subgraph.ts'
import type { InstalledModule } from '../../lib/tools/postgres/installed-port.ts'
import { type Addons, addonsOf } from './addons-path.ts'
import { asked } from './input.ts'
import { installedIn } from './odoo-here.ts'

const states = ['fine', 'missing', 'cycle', 'wrong_series', 'not_installable', 'unreadable'] as const
type State = (typeof states)[number]

const row = z.object({
  name: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  path: z.string(),
  repository: z.string().nullable().describe('Of the catalogue; null for a module of ours'),
  isApplication: z.boolean(),
  needs: z.number().int(),
  neededBy: z.number().int(),
  state: z.enum(states),
  because: z.string().describe('What is wrong; empty where all is fine'),
  database: z
    .object({
      isInstalled: z.boolean(),
      version: z.string().nullable(),
      isChanged: z.boolean().describe('The manifest has another version'),
    })
    .nullable()
    .describe('What the database says of it; null where none was asked'),
})
type Row = z.output<typeof row>
type Found = Omit<Row, 'database'>

/** The modules that lie on the addons path. */
export const list = defineLook({
  title: 'Modules',
  summary: 'Lists the modules of the addons path, each with what it needs, what needs it, and what keeps it from being installed.',
  effect: 'read',
  alias: 'deps list',
  input: z.object({
    addonsPath: asked.addonsPath,
    series: asked.series,
    database: z
      .string()
      .regex(/^[\w][\w.-]{0,62}$/, 'The name of a database.')
      .optional()
      .meta({ title: 'Database', description: 'Asked for what it has installed; by default that of addons.postgres' }),
    text: z.string().max(200).default('').meta({ title: 'Text', description: 'Found in name, title or repository' }),
    state: z
      .enum(['any', 'wrong', ...states])
      .default('any')
      .meta({ title: 'State', description: '`wrong` is every one but `fine`' }),
    cursor: z.string().max(256).default('').meta({ title: 'After', description: 'The name after which the page begins' }),
    limit: z.number().int().min(1, 'At least 1.').max(5000, 'At most 5,000.').default(5000).meta({ title: 'Rows' }),
  }),
  output: z.object({
    rows: z.array(row).describe('By name'),
    next: z.string().nullable(),
    total: z.number().int().describe('Modules on the path'),
    own: z.number().int().describe('Of them those of no repository of the catalogue'),
    wrong: z.number().int(),
    series: z.string().nullable(),
    because: z.string(),
    path: z.array(z.string()),
    unread: z.array(z.object({ path: z.string(), message: z.string() })),
    notAsked: z.string().nullable().describe('Why the database could not be asked; null where it was, or none is named'),
    observedAt: z.string(),
  }),
  example: { state: 'wrong' },
  async look(context, { addonsPath, series: wanted, database, text, state, cursor, limit }) {
    const addons = await addonsOf(context, addonsPath)
    const modules = addons.index.all()
    const { series, because } = seriesFrom({
      configured: wanted || context.settings.addons.series,
      versions: modules.flatMap(({ manifest }) => manifest?.version ?? []),
    })
    const rows = rowsOf(modules, addons, series, dependenciesIn(addons.index, coreOf(context.settings.odoo, series)))
    const told = await installedIn(context, database ?? context.settings.addons.database ?? '')
    const inDatabase = databaseOf(told.answer, series)
    const words = text.toLowerCase()
    const found = rows.filter(
      (one) => isWanted(one, state) && [one.name, one.title, one.repository ?? ''].some((field) => field.toLowerCase().includes(words)),
    )
    const page = found.filter(({ name }) => name > cursor)
    return {
      rows: page.slice(0, limit).map((one) => ({ ...one, database: inDatabase(one) })),
      next:
        page.length > limit
          ? page
              .slice(0, limit)
              .map(({ name }) => name)
              .slice(-1)
              .join('')
          : null,
      total: rows.length,
      own: rows.filter(({ repository }) => repository === null).length,
      wrong: rows.filter((one) => one.state !== 'fine').length,
      series,
      because,
      path: addons.path,
      unread: addons.index.unread.map(({ path, message }) => ({ path, message })),
      notAsked: told.findings[0]?.message ?? null,
      observedAt: new Date().toISOString(),
    }
  },
})

function isWanted({ state }: Found, wanted: State | 'any' | 'wrong'): boolean {
  return wanted === 'any' || state === wanted || (wanted === 'wrong' && state !== 'fine')
}

/** What a database says of each module. Odoo writes the series before a version that has none (`adapt_version`). */
function databaseOf(installed: InstalledModule[] | null, series: string | null): (module: Found) => Row['database'] {
  if (installed === null) return () => null
  const versions = new Map(installed.map(({ name, version }) => [name, version]))
  return ({ name, version }) => {
    const there = versions.get(name)
    if (there === undefined) return { isInstalled: false, version: null, isChanged: false }
    const isSame = there === null || there === version || there === `${series}.${version}`
    return { isInstalled: true, version: there, isChanged: !isSame }
  }
}

function rowsOf(
  modules: readonly IndexedModule[],
  { repositories }: Addons,
  series: string | null,
  dependsOf: (name: string) => readonly string[] | undefined,
): Found[] {
  const needs = modules.map(({ name, manifest }) => [name, manifest?.depends ?? []] as const)
  const needers = reversed(needs)
  const circles = cyclesIn(modules.flatMap(({ name, path, manifest }) => (manifest ? [{ name, path, manifest }] : [])))
  return modules.map((module) => {
    const { name, path, root, manifest } = module
    return {
      name,
      title: manifest?.name || name,
      version: manifest?.version ?? null,
      path,
      repository: repositories.find(({ folder }) => folder === root)?.name ?? null,
      isApplication: manifest?.application ?? false,
      needs: manifest?.depends.length ?? 0,
      neededBy: needers.get(name)?.length ?? 0,
      ...stateOf(module, { series, circles, dependsOf }),
    }
  })
}

interface Known {
  series: string | null
  circles: readonly string[][]
  dependsOf(name: string): readonly string[] | undefined
}

function stateOf(
  { name, manifest, unreadable, problems }: IndexedModule,
  { series, circles, dependsOf }: Known,
): Pick<Row, 'state' | 'because'> {
  const error = problems.find(({ severity }) => severity === 'error')
  if (manifest === null || error)
    return {
      state: 'unreadable',
      because: [unreadable, ...(error ? [`${error.message} Line ${error.line}.`] : [])].filter(Boolean).join(' '),
    }
  if (!manifest.installable) return { state: 'not_installable', because: 'Its manifest says that it is not installable.' }
  const known = seriesList.find((one) => one === series)
  const other = known ? versionProblem(manifest.version, known) : null
  if (other) return { state: 'wrong_series', because: other.message }
  const circle = circles.find((names) => names.includes(name))
  if (circle) return { state: 'cycle', because: [...circle, circle[0]].join(' needs ') }
  const absent = manifest.depends.filter((need) => dependsOf(need) === undefined && need !== 'base')
  if (absent.length > 0)
    return { state: 'missing', because: `${absent.join(', ')} ${absent.length === 1 ? 'is' : 'are'} not on the addons path.` }
  return { state: 'fine', because: '' }
}
