import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { coreModules, coreNames } from '../../config/odoo-core.ts'
import { parseInput } from '../../lib/core/input.ts'
import type { AnyLookVerb, LookContext } from '../../lib/core/skill.ts'
import { openCatalogued } from '../../lib/door/addons.ts'
import { openWaived } from '../../lib/door/layout.ts'
import { openTools } from '../../lib/tools/open.ts'
import { openGitTool } from '../../lib/tools/open-git.ts'
import { labSettings, noOdoo } from '../../test/lab-settings.ts'

/** Keys of a manifest beside its name; as JSON, but for the truth values. */
export type Facts = Record<string, unknown>

/** Addons in a folder of their own, and questions about them. */
export function openTrees() {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'trees-')))
  const at = (...parts: string[]) => path.join(base, ...parts)
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(at(file)), { recursive: true })
    writeFileSync(at(file), text)
  }
  const addon = (folder: string, facts: Facts = {}) =>
    write(`${folder}/__manifest__.py`, manifestOf({ name: path.basename(folder), version: '19.0.1.0.0', ...facts }))
  const place = { roots: [base], catalogue: at('catalogue.json') }
  const addons = openCatalogued(place)
  const reach = { dataDir: at('data'), allow: { hosts: [], paths: [base] }, protectedBranches: [], credentials: {} }
  const tools = openTools({ ...reach, addons })
  const context = (
    settings: Partial<LookContext['settings']['addons']> = {},
    repositories: LookContext['settings']['repositories'] = {},
    outside: Partial<LookContext> = {},
  ): LookContext => ({
    settings: {
      ...labSettings,
      repositories,
      odoo: { ...labSettings.odoo, coreModules, coreNames },
      addons: { root: base, catalogue: at('catalogue.json'), path: [], ...settings },
    },
    addons,
    files: openWaived(place),
    ...openGitTool(reach),
    ...noOdoo,
    ...outside,
  })
  /** The answer of a verb, whose own schema has checked it. */
  async function look<Answer>(verb: AnyLookVerb, input: object, ...settings: Parameters<typeof context>): Promise<Answer> {
    const answer: unknown = verb.output.parse(await verb.look(context(...settings), parseInput(verb.input, input)))
    return answer as Answer
  }
  return { base, at, write, addon, tools, context, look, remove: () => rmSync(base, { recursive: true }) }
}

function manifestOf(facts: Facts): string {
  const entries = Object.entries(facts).map(([key, value]) => `    '${key}': ${literal(value)},\n`)
  return `{\n${entries.join('')}}\n`
}

function literal(value: unknown): string {
  if (value === true) return 'True'
  return value === false ? 'False' : JSON.stringify(value)
}

/** A catalogue of repositories, by their names, with what is wanted of each. */
export function catalogueOf(
  mustHave: Record<string, string[]>,
  features: Record<string, string[]> = {},
  urlOf = (name: string) => `https://github.com/OCA/${name}.git`,
): string {
  return JSON.stringify({
    version: 1,
    roots: { oca_root: 'oca', ipai_root: 'ipai' },
    oca_repositories: Object.keys(mustHave).map((name) => ({
      name,
      type: 'git',
      url: urlOf(name),
      path: `oca/${name}`,
    })),
    oca_must_have_modules: mustHave,
    features,
  })
}
