import type { StepTools } from '../../../lib/core/skill.ts'
import type { DatabaseFacts } from '../../../lib/tools/postgres/port.ts'
import { buildServer } from './labels.ts'

/** How many templates the server of the builds keeps. */
const kept = 12
const format = 1
const prefix = 'tpl_'

/** What a template is made of: the same parts give the same key. */
export interface TemplateParts {
  /** The id of the image, which stands for Odoo and all of its modules. */
  image: string
  series: string
  demo: boolean
  /** Installed modules of the repository with the hash of their content; modules of Odoo itself with an empty one. */
  modules: readonly { name: string; hash: string }[]
}

/** The name of the template's database: `tpl_` and the beginning of a SHA-256 over its parts. */
export async function templateName({ image, series, demo, modules }: TemplateParts): Promise<string> {
  const sorted = modules.map(({ name, hash }) => [name, hash]).sort(([one = ''], [other = '']) => (one < other ? -1 : 1))
  const bytes = new TextEncoder().encode(JSON.stringify([format, image, series, demo, sorted]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `${prefix}${[...digest.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** True when it is among the databases. */
export function isAmong(databases: readonly DatabaseFacts[], name: string): boolean {
  return databases.some((database) => database.name === name && database.isTemplate)
}

/** Makes a database the template of that name. `conflict` when another run was first. */
export async function keepAsTemplate({ tools, signal }: StepTools, database: string, name: string): Promise<void> {
  const note = JSON.stringify({ madeAt: new Date().toISOString() })
  await tools.postgres.makeTemplate(buildServer, database, { name, note }, { signal })
}

/**
 * Drops the oldest of these databases that are templates, so that there is room for one more, and those whose removal was interrupted:
 * they bear the name of a template and are none.
 */
export async function dropOldest({ tools, signal }: StepTools, databases: readonly DatabaseFacts[]): Promise<void> {
  const ours = databases.filter(({ name }) => name.startsWith(prefix))
  const templates = ours.filter(({ isTemplate }) => isTemplate)
  const oldest = templates.toSorted((one, other) => (one.note < other.note ? -1 : 1)).slice(0, Math.max(0, templates.length - kept + 1))
  for (const { name: old } of [...ours.filter(({ isTemplate }) => !isTemplate), ...oldest])
    await tools.postgres.drop(buildServer, old, { signal })
}
