import { z } from 'zod'
import type { Finding } from './findings.ts'

/** A command to type, word by word, and what it is for. */
export const command = z.object({ purpose: z.string(), argv: z.array(z.string()) })
export type Command = z.output<typeof command>

interface Given {
  rows: readonly { name: string; origin: 'addons' | 'odoo'; isAsked: boolean; isInstalled: boolean }[]
  findings: readonly Finding[]
  missingRepositories: readonly { name: string; path: string; isSubmodule: boolean }[]
  /** The checkout that they belong into. */
  root: string
  /** The series that was asked for; empty where what is so by itself holds. */
  asked: string
  /** Packages to install. */
  python: readonly string[]
  /** The Python that Odoo runs with; null where it is not known. */
  interpreter: string | null
  database: string
  /** The addons path that was asked with: Odoo knows that of its configuration, and not this one. Empty where none was. */
  addonsPath: readonly string[]
}

/** What is to be typed, in order; each may be typed again. Nothing is installed while something is missing. */
export function commandsFor({
  rows,
  findings,
  missingRepositories,
  python,
  interpreter,
  root,
  asked,
  database,
  addonsPath,
}: Given): Command[] {
  const clones = clonesOf(missingRepositories, root, asked)
  const pip = interpreter === null ? ['pip'] : [interpreter, '-m', 'pip']
  const packages = python.length === 0 ? [] : [{ purpose: 'Install the Python packages', argv: [...pip, 'install', '--', ...python] }]
  if (findings.some(({ severity }) => severity === 'error')) return [...clones, ...packages]
  const install = rows
    .filter(({ origin, isAsked, isInstalled }) => !isInstalled && (origin === 'addons' || isAsked))
    .map(({ name }) => name)
  if (install.length === 0) return packages
  const path = addonsPath.length === 0 ? [] : ['--addons-path', addonsPath.join(',')]
  return [
    ...clones,
    ...packages,
    { purpose: 'Install the modules', argv: ['odoo', ...path, '-d', database, '-i', install.join(','), '--stop-after-init'] },
  ]
}

/** Ours clones all at once; a submodule is brought by git, which alone knows its commit. */
function clonesOf(missing: Given['missingRepositories'], root: string, asked: string): Command[] {
  const names = missing.filter(({ isSubmodule }) => !isSubmodule).map(({ name }) => name)
  const paths = missing.filter(({ isSubmodule }) => isSubmodule).map(({ path }) => path)
  const series = asked === '' ? [] : ['--series', asked]
  return [
    ...(names.length === 0 ? [] : [{ purpose: `Clone ${names.join(', ')}`, argv: ['devops-agent', 'deps', 'add', ...names, ...series] }]),
    ...(paths.length === 0
      ? []
      : [{ purpose: 'Bring the submodules', argv: ['git', '-C', root, 'submodule', 'update', '--init', '--depth', '1', '--', ...paths] }]),
  ]
}
