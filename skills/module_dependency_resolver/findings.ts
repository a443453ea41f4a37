import { z } from 'zod'
import { repositoryOf } from '../../lib/odoo/catalogue.ts'
import type { IndexedModule } from '../../lib/odoo/module-index.ts'
import type { Resolution } from '../../lib/odoo/resolution.ts'
import { type Series, seriesList, versionProblem } from '../../lib/odoo/series.ts'
import type { Lacking } from '../../lib/tools/python/port.ts'
import type { Addons } from './addons-path.ts'

/** What is wrong: an error keeps the modules from being installed, a warning does not. */
export const finding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  module: z.string().nullable(),
  message: z.string(),
  /** Where to look: a file or folder, with the line where one is known. */
  place: z.string().nullable(),
})
export type Finding = z.output<typeof finding>

interface Given {
  addons: Addons
  resolution: Resolution
  series: string | null
  /** False where the modules of Odoo itself are not listed for this series. */
  isCoreKnown: boolean
  /** Null where nobody was asked. */
  lacking: Lacking | null
}

/** What is wrong with the modules of a closure and the folders that were looked in, errors first. */
export function findingsOf({ addons, resolution, series, isCoreKnown, lacking }: Given): Finding[] {
  const { index } = addons
  const modules = [...resolution.ordered, ...resolution.unknown.map(({ name }) => name), ...resolution.cycles.flat()]
  const found = [...new Set(modules)].flatMap((name) => index.get(name) ?? [])
  const all = [
    ...resolution.cycles.map(cyclic),
    ...absent(
      resolution.unknown.filter(({ name }) => !index.get(name)),
      addons,
      isCoreKnown ? null : series,
    ),
    ...found.flatMap((module) => [...ofManifest(module), ...ofSeries(module, series), ...ofPlace(module, addons)]),
    ...(lacking === null ? [] : ofExternals(resolution, addons, lacking)),
    ...index.unread.map(({ path, message }) => told('addons-path', 'warning', null, `${path} was not looked in. ${message}`, path)),
  ]
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity === 'warning')]
}

function told(rule: string, severity: Finding['severity'], module: string | null, message: string, place: string | null = null): Finding {
  return { rule, severity, module, message, place }
}

function cyclic(circle: readonly string[]): Finding {
  return told('cycle', 'error', circle.slice(0, 1).join(''), `${[...circle, circle[0]].join(' needs ')}: none of them can be installed.`)
}

/** `unlisted` is a series whose own modules are not listed here: what nobody has may be one of them, and is told as one. */
function absent(unknown: Resolution['unknown'], { catalogue, repositories }: Addons, unlisted: string | null): Finding[] {
  const strange: string[] = []
  const found = unknown.flatMap(({ name, wantedBy }) => {
    const wanted = wantedBy === '' ? 'It was asked for' : `${wantedBy} needs it`
    const owner = catalogue && repositoryOf(name, catalogue)
    const there = owner && repositories.find((one) => one.name === owner.name)
    if (there && !there.isThere)
      return told(
        'repository-missing',
        'error',
        name,
        `${wanted}. It belongs to ${there.name}, which is not on the addons path.`,
        there.folder,
      )
    if (there)
      return told(
        'module-absent',
        'error',
        name,
        `${wanted}. It belongs to ${there.name}, which has no such module on its branch.`,
        there.folder,
      )
    if (unlisted === null) return told('module-unknown', 'error', name, `${wanted}, and it is in no known repository.`)
    strange.push(name)
    return []
  })
  if (strange.length === 0) return found
  const why = `The modules of Odoo ${unlisted} itself are not listed here: put their folder on the addons path.`
  return [...found, told('module-unknown', 'error', null, `In no known repository: ${strange.join(', ')}. ${why}`)]
}

function ofManifest({ name, path, manifest, problems, unreadable, hidden }: IndexedModule): Finding[] {
  const file = `${path}/__manifest__.py`
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, line }) => told(rule, 'error', name, message, `${file}:${line}`))
  return [
    ...(unreadable === null ? [] : [told('manifest-unreadable', 'error', name, unreadable, file)]),
    ...errors,
    ...(manifest?.installable === false
      ? [told('not-installable', 'error', name, 'Its manifest says that it is not installable.', file)]
      : []),
    ...hidden.map((other) =>
      told('module-twice', 'warning', name, `It is there twice: ${path} comes first and counts, ${other} does not.`, other),
    ),
  ]
}

function ofSeries({ name, path, manifest }: IndexedModule, series: string | null): Finding[] {
  const known: Series | undefined = seriesList.find((one) => one === series)
  const problem = manifest && known ? versionProblem(manifest.version, known) : null
  return problem ? [told('wrong-series', problem.severity, name, problem.message, `${path}/__manifest__.py`)] : []
}

/** A package is a warning, since the commands bring it; a program is an error: Odoo installs no module that lacks one. */
function ofExternals({ ordered, automatic }: Resolution, { index }: Addons, lacking: Lacking): Finding[] {
  const version = (found: string | null) => (found === null ? 'is not installed' : `is there as ${found}, which does not do`)
  return [...ordered, ...automatic.map(({ name }) => name)].flatMap((module) => {
    const { python = [], bin = [] } = index.get(module)?.manifest?.externalDependencies ?? {}
    return [
      ...lacking.bin
        .filter((name) => bin.includes(name))
        .map((name) => told('program-missing', 'error', module, `It needs the program ${name}, which is not on the PATH.`)),
      ...lacking.python
        .filter(({ name }) => python.includes(name))
        .map(({ name, found }) =>
          told('python-missing', 'warning', module, `It needs the Python package ${name}, which ${version(found)}.`),
        ),
    ]
  })
}

/** The catalogue says of which repository a module is, and it lies in another. */
function ofPlace({ name, path, root }: IndexedModule, { catalogue, repositories }: Addons): Finding[] {
  const owner = catalogue && repositoryOf(name, catalogue)
  const here = repositories.find(({ folder }) => folder === root)
  if (!owner || !here || here.name === owner.name) return []
  return [told('wrong-repository', 'warning', name, `It belongs to ${owner.name} and lies in ${here.name}.`, path)]
}
