import { type Found, isWithin, type LayoutRule, manifestFile } from '../layout-rule.ts'
import type { LayoutModule, LayoutTree } from '../layout-tree.ts'
import type { ManifestReading } from '../manifest.ts'
import { traceOf } from './manifests.ts'

/** The names that Odoo's apps store and the checks of the OCA know. */
const licences = [
  'AGPL-3',
  'GPL-2',
  'GPL-2 or any later version',
  'GPL-3',
  'GPL-3 or any later version',
  'LGPL-3',
  'OEEL-1',
  'OPL-1',
  'Other OSI approved licence',
  'Other proprietary',
]
const licenceFiles = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENSE.rst', 'COPYING']
const readmeFiles = ['README.rst', 'README.md', 'README.txt']
/** Fragments from which the bots of the OCA write a README. */
const fragments = ['readme/DESCRIPTION.md', 'readme/DESCRIPTION.rst']

/** Modules name a licence that is known, and each tree has its text. */
export const licence: LayoutRule = {
  id: 'licence',
  title: 'Each module and each repository has a licence',
  reason: 'Without one nobody may use or pass on the code, and a name that nobody knows is none.',
  link: 'https://github.com/OCA/odoo-community.org/blob/master/website/Contribution/CONTRIBUTING.rst#license',
  counts: 'modules',
  check: (tree) => [...tree.modules.flatMap(unlicensed), ...untexted(tree)],
}

function unlicensed(module: LayoutModule): Found[] {
  const problem = licenceProblem(module)
  if (problem === null) return []
  const hint = `Name one of ${licences.join(', ')}.`
  return [{ level: 'error', path: module.path, message: problem, hint, fix: null, trace: traceOf(module, licenceProblem) }]
}

function licenceProblem({ manifest }: ManifestReading | LayoutModule): string | null {
  if (manifest === null || licences.includes(manifest.license)) return null
  return `Its licence ${JSON.stringify(manifest.license)} is none that is known.`
}

/** Of own modules the text may lie with the root's own. */
function untexted({ repositories, catalogue: { roots }, kindOf }: LayoutTree): Found[] {
  const has = (folder: string) => licenceFiles.some((name) => kindOf(folder === '' ? name : `${folder}/${name}`) === 'file')
  const there = repositories.filter(({ standing }) => standing.kind === 'repository').map(({ path }) => path)
  const bare = [
    ...there.filter((path) => !has(path)),
    ...(kindOf(roots.ipai) === 'folder' && !has(roots.ipai) && !has('') ? [roots.ipai] : []),
  ]
  return bare.map((path) => ({
    level: 'warning',
    path,
    message: `It has no ${licenceFiles[0]}.`,
    hint: 'Put the text of its licence there.',
    fix: null,
    trace: null,
  }))
}

/** Modules say what they are for. */
export const readme: LayoutRule = {
  id: 'readme',
  title: 'Each module has a README',
  reason: 'It is what a person reads before installing a module, and what the apps store shows.',
  link: 'https://github.com/OCA/maintainer-tools/tree/master/template/module',
  counts: 'modules',
  check: (tree) => tree.modules.flatMap((module) => unread(module, tree)),
}

function unread({ path, entries, manifest, unreadable }: LayoutModule, { catalogue: { roots }, repositories }: LayoutTree): Found[] {
  if (unreadable !== null || entries.includes('readme') || readmeFiles.some((name) => entries.includes(name))) return []
  const isOurs = isWithin(path, roots.ipai) && !repositories.some((one) => isWithin(path, one.path))
  const file = `${path}/README.rst`
  const files = [manifestFile(path), ...[...readmeFiles, ...fragments].map((name) => `${path}/${name}`)]
  return [
    {
      level: 'warning',
      path,
      message: 'It has no README.rst, no README.md and no readme folder.',
      hint: isOurs ? 'Write what it is for, how it is set up and how it is used.' : 'Propose one to its repository.',
      fix: isOurs && manifest !== null ? { kind: 'write', path: file, text: readmeOf(manifest), is: '' } : null,
      trace: { files, holds: ([own, ...others]) => own !== null && others.every((text) => text === null) },
    },
  ]
}

function readmeOf({ name, summary }: NonNullable<LayoutModule['manifest']>): string {
  const line = '='.repeat(name.length)
  return [line, name, line, '', ...(summary === '' ? [] : [summary, ''])].join('\n')
}
