import { type Found, isWithin, type LayoutRule, type LayoutTrace, manifestFile } from '../layout-rule.ts'
import type { LayoutModule, LayoutTree } from '../layout-tree.ts'
import { type ManifestReading, readManifest } from '../manifest.ts'

const checks = 'https://github.com/OCA/pylint-odoo#readme'
const reference = 'https://www.odoo.com/documentation/18.0/developer/reference/backend/module.html#manifest'

/** Keys that the checks of the OCA and Odoo itself want, and how much it weighs that one is missing. */
const wanted = [
  { key: 'name', level: 'error' },
  { key: 'version', level: 'error' },
  { key: 'license', level: 'error' },
  { key: 'author', level: 'warning' },
] as const

/** Every manifest can be read. */
export const manifestReadable: LayoutRule = {
  id: 'manifest-readable',
  title: 'Each manifest can be read',
  reason: 'Odoo passes over a module whose manifest it cannot read, with a line in its log.',
  link: reference,
  counts: 'modules',
  check: ({ modules, unread }) => [...unread.map(unlooked), ...modules.flatMap(unreadable)],
}

function unlooked({ path, message }: LayoutTree['unread'][number]): Found {
  return {
    level: 'error',
    path,
    message: `It was not looked into. ${message}`,
    hint: 'Give the control room the right to read it.',
    fix: null,
    trace: null,
  }
}

function unreadable(module: LayoutModule): Found[] {
  const { path, unreadable: problem } = module
  const message = problem ?? errorIn(module)
  if (message === null) return []
  const hint = problem === null ? `Mend ${manifestFile(path)} there.` : 'Mend the file, its rights or the link.'
  return [{ level: 'error', path, message, hint, fix: null, trace: problem === null ? traceOf(module, errorIn) : null }]
}

function errorIn({ problems }: ManifestReading | LayoutModule): string | null {
  const error = problems.find(({ severity }) => severity === 'error')
  return error ? `${error.message} Line ${error.line}.` : null
}

/** Versions begin with the series and have three numbers after it. */
export const versionFormat: LayoutRule = {
  id: 'version-format',
  title: 'Each version is series.x.y.z',
  reason: 'Migrations are found by it, and a version without its series, or of another, says nothing of the code.',
  link: 'https://github.com/OCA/odoo-community.org/blob/master/website/Contribution/CONTRIBUTING.rst#version-numbers',
  counts: 'modules',
  check: (tree) => tree.modules.flatMap((module) => misversioned(module, tree)),
  unasked: ({ series }) =>
    series === null ? 'Nobody says for which series of Odoo the tree is: set addons.series in config/agent.yml.' : null,
}

function misversioned(module: LayoutModule, tree: LayoutTree): Found[] {
  const { series } = tree
  const problemOf = ({ manifest }: ManifestReading | LayoutModule) => {
    if (manifest === null || series === null || !manifest.installable || !manifest.keys.includes('version')) return null
    return isOfSeries(manifest.version, series) ? null : `The version is ${manifest.version}.`
  }
  const problem = problemOf(module)
  if (problem === null) return []
  const fix = versionFix(module, tree)
  return [
    {
      level: 'error',
      path: module.path,
      message: `${problem} It is to be ${series}.x.y.z, with numbers.`,
      hint: fix === null ? `Write ${series}. and three numbers once the module is one for this series.` : 'Put the series before it.',
      fix,
      trace: traceOf(module, problemOf),
    },
  ]
}

function isOfSeries(version: string, series: string): boolean {
  return version.startsWith(`${series}.`) && /^\d+\.\d+\.\d+$/.test(version.slice(series.length + 1))
}

/** The series is put before a version of ours that names none. One that names another series has to be migrated, which no edit does. */
function versionFix({ path, manifest }: LayoutModule, { catalogue: { roots }, file, series, repositories }: LayoutTree): Found['fix'] {
  const version = manifest?.version ?? ''
  if (!/^\d+(?:\.\d+){0,2}$/.test(version)) return null
  const own = isWithin(path, roots.ipai) && !repositories.some((one) => isWithin(path, one.path))
  const at = manifestFile(path)
  const is = own ? file(at) : null
  const parts = is?.text.split(new RegExp(`(?<=["']version["']\\s*:\\s*["'])${version.replaceAll('.', '\\.')}(?=["'])`)) ?? []
  if (is === null || parts.length !== 2) return null
  const numbers = [...version.split('.'), '0', '0'].slice(0, 3).join('.')
  return { kind: 'write', path: at, text: parts.join(`${series}.${numbers}`), is: is.sha256 }
}

/** A manifest has the keys that are wanted, and none that nobody reads. */
export const manifestKeys: LayoutRule = {
  id: 'manifest-keys',
  title: 'Each manifest has the keys that are wanted, and no others of old',
  reason: 'Odoo guesses what a manifest does not say, and does not tell which keys it no longer reads.',
  link: checks,
  counts: 'modules',
  check: ({ modules }) => modules.flatMap(miskeyed),
}

function miskeyed(module: LayoutModule): Found[] {
  const told = keyProblems(module)
  if (told.length === 0) return []
  return [
    {
      level: told.some(({ level }) => level === 'error') ? 'error' : 'warning',
      path: module.path,
      message: told.map(({ message }) => message).join(' '),
      hint: `Mend ${manifestFile(module.path)}.`,
      fix: null,
      trace: traceOf(
        module,
        (reading) =>
          keyProblems(reading)
            .map(({ message }) => message)
            .join(' ') || null,
      ),
    },
  ]
}

function keyProblems({ manifest, problems }: ManifestReading | LayoutModule): { level: Found['level']; message: string }[] {
  if (manifest === null) return []
  const { keys, installable } = manifest
  const warn = (message: string) => ({ level: 'warning', message }) as const
  return [
    ...wanted.filter(({ key }) => !keys.includes(key)).map(({ key, level }) => ({ level, message: `It has no ${key}.` })),
    ...problems.filter(({ rule }) => rule === 'manifest-deprecated' || rule === 'manifest-duplicate').map(({ message }) => warn(message)),
    ...(keys.includes('description') ? [warn('The key description is superseded: it belongs into a README.')] : []),
    ...(installable ? [] : [warn('It says that it is not installable.')]),
  ]
}

/** Since when the manifest has what is wrong in it. */
export function traceOf({ path }: LayoutModule, problemIn: (reading: ManifestReading) => unknown): LayoutTrace {
  return { files: [manifestFile(path)], holds: ([text]) => typeof text === 'string' && problemIn(readManifest(text)) !== null }
}
