import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import oca from './oca-16.0-modules.fixture.json' with { type: 'json' }

/** What a manifest says of a module, by the keys that it has there. */
interface Facts {
  version: string
  depends: string[]
  auto_install?: boolean
  installable?: boolean
  application?: boolean
  development_status?: string
  external_dependencies?: Record<string, string[]>
}

/** Repositories of addons on disk. */
export interface Trees {
  /** Absolute folders of the addons path. */
  folders: string[]
  /** Name → what it needs, as its manifest has it. */
  depends: ReadonlyMap<string, readonly string[]>
  /** Those whose manifests say that they cannot be installed. */
  broken: ReadonlySet<string>
}

/** Modules of the Odoo Community Association for Odoo 16.0 as they were in October 2024, rebuilt from the facts of their manifests. */
export function layOca(base: string): Trees {
  return lay(base, oca)
}

const synthetic = { modules: 2000, layers: 20, repositories: 20, mostDepends: 6, seed: 16 }

/** Modules in layers: each needs one to six of the layers below it, one of them of the next; those of the lowest need `base`. */
export function laySynthetic(base: string): Trees {
  const random = randomFrom(synthetic.seed)
  const below = (count: number) => Math.floor(random() * count)
  const perLayer = synthetic.modules / synthetic.layers
  const repositories: Record<string, Record<string, Facts>> = {}
  for (let number = 0; number < synthetic.modules; number += 1) {
    const start = Math.floor(number / perLayer) * perLayer
    const further = Array.from({ length: below(synthetic.mostDepends) }, () => nameOf(below(start)))
    const depends = start === 0 ? ['base'] : [...new Set([nameOf(start - perLayer + below(perLayer)), ...further])]
    const repository = `repository-${below(synthetic.repositories)}`
    repositories[repository] ??= {}
    repositories[repository][nameOf(number)] = { version: '16.0.1.0.0', depends, installable: true }
  }
  return lay(base, repositories)
}

function nameOf(number: number): string {
  return `synthetic_${String(number).padStart(4, '0')}`
}

/** Numbers from 0 to 1 that are the same each time (a linear congruential generator with the constants of Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function lay(base: string, repositories: Readonly<Record<string, Readonly<Record<string, Facts>>>>): Trees {
  const depends = new Map<string, string[]>()
  const broken = new Set<string>()
  for (const [repository, modules] of Object.entries(repositories))
    for (const [name, facts] of Object.entries(modules)) {
      const folder = path.join(base, repository, name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, '__manifest__.py'), manifestOf(repository, name, facts))
      writeFileSync(path.join(folder, '__init__.py'), 'from . import models\n')
      writeFileSync(path.join(folder, 'README.rst'), `${titleOf(name)}\n${'='.repeat(name.length)}\n`)
      depends.set(name, facts.depends)
      if (facts.installable === false) broken.add(name)
    }
  return { folders: Object.keys(repositories).map((repository) => path.join(base, repository)), depends, broken }
}

/** A manifest as they are written there: of some 800 bytes. */
function manifestOf(repository: string, name: string, facts: Facts): string {
  const { version, depends, ...others } = facts
  const all = {
    name: titleOf(name),
    summary: `Adds what ${titleOf(name)} needs to the forms, lists and reports`,
    version,
    category: 'Accounting & Finance',
    website: `https://github.com/OCA/${repository}`,
    author: 'Example Ltd., Odoo Community Association (OCA)',
    license: 'AGPL-3',
    depends,
    data: ['security/ir.model.access.csv', `views/${name}_views.xml`, 'views/res_config_settings_views.xml', 'report/report.xml'],
    demo: [`demo/${name}.xml`],
    ...others,
  }
  const lines = Object.entries(all).map(([key, value]) => `    "${key}": ${pythonOf(value)},\n`)
  const head = '# Copyright 2022 Example Ltd.\n# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).\n'
  return `${head}{\n${lines.join('')}}\n`
}

function pythonOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.length < 2 ? JSON.stringify(value) : `[\n${value.map((one) => `        ${JSON.stringify(one)},\n`).join('')}    ]`
}

function titleOf(name: string): string {
  return name.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase())
}
