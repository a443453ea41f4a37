import { z } from 'zod'
import type { Finding } from './findings.ts'

/** A command to type, word by word, and what it is for. */
export const command = z.object({ purpose: z.string(), argv: z.array(z.string()) })
export type Command = z.output<typeof command>

interface Given {
  rows: readonly { name: string; origin: 'addons' | 'odoo'; isAsked: boolean; isInstalled: boolean }[]
  findings: readonly Finding[]
  missingRepositories: readonly { name: string; url: string; folder: string }[]
  python: readonly string[]
  series: string | null
  database: string
}

/** What is to be typed, in order; each may be typed again. Nothing is installed while something is missing. */
export function commandsFor({ rows, findings, missingRepositories, python, series, database }: Given): Command[] {
  const clones = missingRepositories.map(({ name, url, folder }) => ({
    purpose: `Clone ${name}`,
    argv: ['git', 'clone', '--depth', '1', ...(series === null ? [] : ['--branch', series]), '--', url, folder],
  }))
  const packages = python.length === 0 ? [] : [{ purpose: 'Install the Python packages', argv: ['pip', 'install', '--', ...python] }]
  if (findings.some(({ severity }) => severity === 'error')) return [...clones, ...packages]
  const install = rows
    .filter(({ origin, isAsked, isInstalled }) => !isInstalled && (origin === 'addons' || isAsked))
    .map(({ name }) => name)
  if (install.length === 0) return packages
  return [
    ...clones,
    ...packages,
    { purpose: 'Install the modules', argv: ['odoo', '-d', database, '-i', install.join(','), '--stop-after-init'] },
  ]
}
