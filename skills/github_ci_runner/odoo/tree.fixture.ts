import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import { labSettings, openBench } from '../bench.fixture.ts'
import type { Job } from '../workspace.ts'
import { findAddons } from './addons.ts'
import { checkAddons, type Finding, rendered } from './checks.ts'

/** What lies in a tree: a text, bytes, a link, or a hole of so many bytes. */
export type Content = string | Uint8Array | { link: string } | { bytes: number }

/** A laid tree, with what a step gets that looks at it. */
export interface LaidTree {
  step: StepTools
  job: Job
  tree: string
  log: string[]
}

/** Lays trees into folders of runs, with the real tools. */
export function openTrees() {
  const { tools, close } = openBench()
  let count = 0
  return {
    close,
    async lay(files: Record<string, Content>, { url = 'https://example.test/acme/addons.git' } = {}): Promise<LaidTree> {
      const runId = `trees${process.pid}x${count++}`
      const tree = `${await tools.filesystem.workFolder(runId)}/tree`
      mkdirSync(tree)
      for (const [path, content] of Object.entries(files)) put(join(tree, path), content)
      const log: string[] = []
      const step: StepTools = {
        tools,
        signal: new AbortController().signal,
        mask: (text) => text,
        async log(line) {
          log.push(line)
        },
        async tests() {},
        look: () => Promise.reject(new Error('Nothing is asked here.')),
      }
      return { step, tree, log, job: { runId, repository: 'addons', url, sha: '0'.repeat(40), settings: labSettings, isFork: false } }
    },
  }
}

function put(file: string, content: Content): void {
  mkdirSync(dirname(file), { recursive: true })
  if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(file, content)
  else if ('link' in content) symlinkSync(content.link, file)
  else {
    writeFileSync(file, '')
    truncateSync(file, content.bytes)
  }
}

/** A manifest as text, complete but for what is given. */
export function manifest(keys: Record<string, unknown> = {}): string {
  const all = { name: 'X', version: '19.0.1.0.0', author: 'Acme', license: 'LGPL-3', depends: ['base'], ...keys }
  const python = (value: unknown) =>
    JSON.stringify(value)
      .replace(/\btrue\b/g, 'True')
      .replace(/\bfalse\b/g, 'False')
  return `{\n${Object.entries(all)
    .map(([key, value]) => `    "${key}": ${python(value)},\n`)
    .join('')}}\n`
}

const core = new Map([['base', { depends: [], autoInstall: false }]])

interface Keys {
  data?: string[]
  demo?: string[]
  series?: Series
  [key: string]: unknown
}

/** Checks one module `m` with these files and these keys in its manifest. Only the modules of Odoo 19 are known: `base`. */
export async function checkModule(
  { lay }: ReturnType<typeof openTrees>,
  files: Record<string, Content>,
  { data = [], demo = [], series = '19.0', ...keys }: Keys = {},
) {
  const below = Object.fromEntries(Object.entries(files).map(([name, content]) => [`m/${name}`, content]))
  const laid = await lay({ 'm/__manifest__.py': manifest({ data, demo, ...keys }), 'm/__init__.py': '', ...below })
  const findings = await checkLaid(laid, series)
  return { findings, rendered: findings.map(rendered), log: laid.log }
}

/** Checks a laid tree. */
export async function checkLaid({ step, job, tree }: LaidTree, series: Series = '19.0'): Promise<Finding[]> {
  return checkAddons(step, job, await findAddons(step, job, tree), { series, core: series === '19.0' ? core : null })
}
