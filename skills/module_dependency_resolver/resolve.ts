import { z } from 'zod'
import { defineLook } from '../../lib/core/skill.ts'
import { coreOf, cutOf, dependenciesIn, resolutionOf } from '../../lib/odoo/resolution.ts'
import { type Addons, addonsOf } from './addons-path.ts'
import { command, commandsFor } from './commands.ts'
import { finding, findingsOf } from './findings.ts'
import { asked } from './input.ts'
import { installedIn, lackingOf } from './odoo-here.ts'
import { resolveLines } from './resolve-lines.ts'
import { expanded, seriesOf } from './series.ts'

const orderRow = z.object({
  name: z.string(),
  layer: z.number().int().describe('0 for base; else one more than the highest of what it needs'),
  origin: z.enum(['addons', 'odoo']),
  path: z.string().nullable(),
  version: z.string().nullable(),
  needs: z.array(z.string()),
  isAsked: z.boolean(),
  isInstalled: z.boolean(),
})

const output = z.object({
  rows: z.array(orderRow).describe('In the order in which Odoo installs them'),
  next: z.null(),
  automatic: z
    .array(
      z.object({
        name: z.string(),
        origin: z.enum(['addons', 'odoo']),
        because: z.array(z.string()),
        countries: z.array(z.string()).describe('Only where a company is in one of them; empty for everywhere'),
      }),
    )
    .describe('What Odoo installs by itself then'),
  cycles: z.array(z.object({ modules: z.array(z.string()), cut: z.object({ from: z.string(), to: z.string() }) })),
  missing: z.array(z.object({ name: z.string(), wantedBy: z.string(), repository: z.string().nullable() })),
  missingRepositories: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      folder: z.string(),
      path: z.string(),
      isSubmodule: z.boolean(),
      modules: z.array(z.string()),
    }),
  ),
  python: z.array(z.string()).describe('Python packages that the modules need'),
  bin: z.array(z.string()).describe('Programs that the modules need'),
  lacking: z
    .object({ python: z.array(z.object({ name: z.string(), found: z.string().nullable() })), bin: z.array(z.string()) })
    .nullable()
    .describe('What of both is missing; null where nobody was asked, since addons.python is not set or did not answer'),
  isDatabaseAsked: z.boolean().describe('True where the database itself said what it has installed'),
  findings: z.array(finding),
  commands: z.array(command),
  series: z.string().nullable(),
  because: z.string().describe('Why this series'),
  isExact: z.boolean().describe('False where it is not known what the modules of Odoo itself need: those of a level may stand otherwise'),
  path: z.array(z.string()).describe('The folders that were looked in'),
  observedAt: z.string(),
})
export type Resolved = z.output<typeof output>

/** What some modules need, where it is, and how it is installed. */
export const resolve = defineLook({
  title: 'What a module needs',
  summary: 'Says what modules or features need, in the order of their installation, what of it is missing and where it comes from.',
  effect: 'read',
  alias: 'deps resolve',
  word: 'modules',
  input: z.object({
    ...asked,
    installed: z
      .array(z.string().regex(/^\w{1,256}$/, 'The name of a module.'))
      .max(5000, 'At most 5,000.')
      .default([])
      .meta({ title: 'Installed', description: 'Modules that the database has already: they are left out of the command' }),
    database: z
      .string()
      .regex(/^(?:\w[\w.-]{0,62})?$/, 'The name of a database.')
      .default('')
      .meta({
        title: 'Database',
        description: 'Asked for what it has installed where addons.postgres is set, and named in the command; by default odoo',
      }),
  }),
  output,
  example: { modules: ['ipai_finance_ppm'] },
  async look(context, input) {
    const addons = await addonsOf(context, input.addonsPath)
    const names = expanded(input.modules, addons)
    const { series, because } = seriesOf(input.series || context.settings.addons.series, names, addons)
    const core = coreOf(context.settings.odoo, series)
    const database = await installedIn(context, input.database)
    const installed = new Set([...input.installed, ...(database.answer ?? []).map(({ name }) => name)])
    const resolution = resolutionOf(names, addons.index, core, installed)
    const dependsOf = dependenciesIn(addons.index, core)
    const rows = resolution.ordered.map((name) => {
      const found = addons.index.get(name)
      return {
        name,
        layer: Number(resolution.layers.get(name)),
        origin: resolution.originOf(name),
        path: found?.path ?? null,
        version: found?.manifest?.version ?? null,
        needs: resolution.needsOf(name),
        isAsked: names.includes(name),
        isInstalled: installed.has(name),
      }
    })
    const missing = missingOf(resolution.unknown, addons)
    const external = externalsOf([...rows, ...resolution.automatic], addons)
    const lacking = await lackingOf(context, external)
    const findings = [
      ...findingsOf({ addons, resolution, series, isCoreKnown: core.names !== null, lacking: lacking.answer }),
      ...database.findings,
      ...lacking.findings,
    ]
    const missingRepositories = repositoriesOf(missing, addons)
    return {
      rows,
      next: null,
      automatic: resolution.automatic.map(({ name, triggers, countries = [] }) => ({
        name,
        origin: resolution.originOf(name),
        because: [...triggers],
        countries: [...countries],
      })),
      cycles: resolution.cycles.map((modules) => ({ modules, cut: cutOf(modules, needersIn(resolution.ordered, modules, dependsOf)) })),
      missing,
      missingRepositories,
      ...external,
      lacking: lacking.answer,
      isDatabaseAsked: database.answer !== null,
      findings,
      commands: commandsFor({
        addonsPath: input.addonsPath,
        rows,
        findings,
        missingRepositories,
        root: context.settings.addons.root ?? '',
        asked: input.series,
        database: input.database || 'odoo',
        python: lacking.answer?.python.map(({ name }) => name) ?? external.python,
        interpreter: context.settings.addons.python ?? null,
      }),
      series,
      because,
      isExact: core.modules !== null,
      path: addons.path,
      observedAt: new Date().toISOString(),
    }
  },
  lines: resolveLines,
  judge: ({ findings }) => {
    const errors = findings.filter(({ severity }) => severity === 'error').length
    if (errors === 0) return null
    const message = `${errors === 1 ? '1 thing keeps' : `${errors} things keep`} this from being installed.`
    return { code: 'conflict', message, hint: 'The findings say what is missing or wrong, and where.' }
  },
})

function missingOf(unknown: readonly { name: string; wantedBy: string }[], { index, catalogue, repositories }: Addons) {
  return unknown
    .filter(({ name }) => !index.get(name))
    .map(({ name, wantedBy }) => {
      const owner = Object.entries(catalogue?.mustHave ?? {}).find(([, modules]) => modules.includes(name))?.[0]
      return { name, wantedBy, repository: repositories.find((one) => one.name === owner)?.name ?? null }
    })
}

function repositoriesOf(missing: readonly { name: string; repository: string | null }[], { repositories }: Addons) {
  return repositories
    .filter(({ isThere }) => !isThere)
    .map(({ name, url, folder, path, isSubmodule }) => ({
      name,
      url,
      folder,
      path,
      isSubmodule,
      modules: missing.filter(({ repository }) => repository === name).map((one) => one.name),
    }))
    .filter(({ modules }) => modules.length > 0)
}

function externalsOf(modules: readonly { name: string }[], { index }: Addons) {
  const all = modules.flatMap(({ name }) => index.get(name)?.manifest?.externalDependencies ?? [])
  const sorted = (kind: 'python' | 'bin') => [...new Set(all.flatMap((one) => one[kind]))].sort()
  return { python: sorted('python'), bin: sorted('bin') }
}

function needersIn(ordered: readonly string[], circle: readonly string[], dependsOf: (name: string) => readonly string[] | undefined) {
  const all = [...ordered, ...circle]
  return (name: string) => all.filter((one) => dependsOf(one)?.includes(name)).length
}
