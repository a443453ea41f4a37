import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseInput } from '../../lib/core/input.ts'
import type { AnyLookVerb, LookContext } from '../../lib/core/skill.ts'
import { openCatalogued } from '../../lib/door/addons.ts'
import { openWaived } from '../../lib/door/layout.ts'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { openGitTool } from '../../lib/tools/open-git.ts'
import { labSettings, noOdoo } from '../../test/lab-settings.ts'
import { type Verified, verify } from './verify.ts'

export const series = '18.0'

/** A manifest as the conventions want it, with other values for some keys; undefined leaves a key out. */
export function manifestOf(name: string, facts: Record<string, unknown> = {}): string {
  const all: Record<string, unknown> = {
    name,
    summary: `What ${name} is for`,
    version: `${series}.1.0.0`,
    author: 'Example Ltd., Odoo Community Association (OCA)',
    license: 'AGPL-3',
    depends: ['base'],
    ...facts,
  }
  const lines = Object.entries(all).filter(([, value]) => value !== undefined)
  return `{\n${lines.map(([key, value]) => `    '${key}': ${value === false ? 'False' : JSON.stringify(value)},\n`).join('')}}\n`
}

const compose = `# How Odoo is run.
services:
  db:
    image: postgres:17
  odoo:
    image: odoo:18
    volumes:
      - ./addons/ipai:/mnt/extra-addons/ipai:ro  # ours
      - ./addons/oca:/mnt/extra-addons/oca:ro
      - ./config/odoo.conf:/etc/odoo/odoo.conf:ro
    ports: ["8069:8069"]
`
const conf = `[options]
; ours first
addons_path = /mnt/extra-addons/ipai,/mnt/extra-addons/oca/web,/mnt/extra-addons/oca/queue,/mnt/extra-addons/oca/server-tools
workers = 2
`
const devcontainer = `{
  // the same container as everybody's
  "dockerComposeFile": "../docker-compose.yml",
  "service": "odoo",
}
`

/**
 * An installation that follows all rules, of real git repositories: `web` is a submodule, `queue` a clone that follows its branch, and `server-tools` one
 * that the catalogue pins.
 */
export function layTree() {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'layout-')))
  const root = path.join(base, 'root')
  const upstream = (name: string) => path.join(base, 'upstream', name)
  const put = (folder: string, file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  const addon = (folder: string, file: string) => {
    put(folder, `${file}/__manifest__.py`, manifestOf(path.basename(file)))
    put(folder, `${file}/README.rst`, `${path.basename(file)}\n`)
  }
  const commitIn = (folder: string, message: string) => {
    gitIn(folder, 'add', '-A')
    gitIn(folder, 'commit', '-q', '-m', message)
    return gitIn(folder, 'rev-parse', 'HEAD')
  }
  const commits = Object.fromEntries(
    [
      ['web', 'web_responsive'],
      ['queue', 'queue_job'],
      ['server-tools', 'auditlog'],
    ].map(([name = '', module = '']) => {
      mkdirSync(upstream(name), { recursive: true })
      gitIn(upstream(name), 'init', '-q', '-b', series)
      put(upstream(name), 'LICENSE', 'GNU AFFERO GENERAL PUBLIC LICENSE\n')
      addon(upstream(name), module)
      return [name, commitIn(upstream(name), `Add ${module}`)]
    }),
  )
  mkdirSync(root)
  gitIn(root, 'init', '-q')
  const entry = (name: string, more = {}) => ({ name, type: 'git', url: upstream(name), path: `addons/oca/${name}`, ...more })
  const catalogue = {
    version: 1,
    roots: { oca_root: 'addons/oca', ipai_root: 'addons/ipai' },
    oca_repositories: [entry('web'), entry('queue'), entry('server-tools', { commit: commits['server-tools'] })],
  }
  put(root, 'config/addons_manifest.oca_ipai.json', JSON.stringify(catalogue, null, 2))
  put(root, '.gitignore', '/addons/oca/queue/\n/addons/oca/server-tools/\n')
  put(root, 'LICENSE', 'GNU LESSER GENERAL PUBLIC LICENSE\n')
  put(root, 'docker-compose.yml', compose)
  put(root, 'config/odoo.conf', conf)
  put(root, '.devcontainer/devcontainer.json', devcontainer)
  addon(root, 'addons/ipai/ipai_base')
  gitIn(root, 'submodule', '--quiet', 'add', '--', upstream('web'), 'addons/oca/web')
  for (const name of ['queue', 'server-tools']) gitIn(root, 'clone', '-q', '--', upstream(name), `addons/oca/${name}`)
  const first = commitIn(root, 'Lay the tree')
  return { base, root, first, commits, upstream, catalogue, remove: () => rmSync(base, { recursive: true }) }
}

const verb: AnyLookVerb = verify

/** What the verb answers, whose own schema has checked it. */
function verifiedIn(answer: unknown): Verified {
  return answer as Verified
}

type Laid = ReturnType<typeof layTree>
export type Tree = ReturnType<typeof copyOf>

let copies = 0

/** A copy of a tree, to break something in, with questions about it. */
export function copyOf({ base, root }: Laid) {
  copies += 1
  const at = path.join(base, `copy-${copies}`)
  cpSync(root, at, { recursive: true, verbatimSymlinks: true })
  const place = { roots: [base], catalogue: path.join(at, 'config/addons_manifest.oca_ipai.json') }
  const settings: LookContext['settings'] = { ...labSettings, addons: { root: at, catalogue: place.catalogue, path: [] } }
  const context = (addons: Partial<LookContext['settings']['addons']> = {}): LookContext => ({
    settings: { ...settings, addons: { ...settings.addons, ...addons } },
    addons: openCatalogued(place),
    files: openWaived(place),
    ...noOdoo,
    ...openGitTool({ dataDir: path.join(base, 'data'), allow: { hosts: [], paths: [base] }, protectedBranches: [], credentials: {} }),
  })
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true })
    writeFileSync(path.join(at, file), text)
  }
  const read = (file: string) => readFileSync(path.join(at, file), 'utf8')
  return {
    at,
    /** Absolute. */
    place: (file: string) => path.join(at, file),
    context,
    read,
    write,
    edit: (file: string, from: string, to: string) => write(file, read(file).replace(from, to)),
    git: (...argv: string[]) => gitIn(at, ...argv),
    gitOf: (folder: string, ...argv: string[]) => gitIn(path.join(at, folder), ...argv),
    /** Commits all that is there, and answers the commit. */
    commit(message: string) {
      gitIn(at, 'add', '-A')
      gitIn(at, 'commit', '-q', '-m', message)
      return gitIn(at, 'rev-parse', 'HEAD')
    },
    verified: async (input: object = {}, addons?: Parameters<typeof context>[0]): Promise<Verified> =>
      verifiedIn(verify.output.parse(await verb.look(context(addons), parseInput(verb.input, input)))),
  }
}
