import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { ProcessTool } from '../process.ts'
import { withoutSecret } from './address.ts'
import { historyOf, textsOf } from './working-trees-history.ts'
import type { UntoldTree, WorkingTree, WorkingTrees } from './working-trees-port.ts'

export interface WorkingTreesSettings {
  process: ProcessTool
  /** Absolute: only what lies below one of them is looked at. */
  roots: readonly string[]
  /** Where a look keeps what it needs while it lasts. */
  folder: string
  /** Added to the environment of git: PATH. */
  env?: Record<string, string> | undefined
}

/** The folder of a working tree and the git folders that belong to it. */
export interface Place {
  folder: string
  gitFolder: string
  /** Where objects and branches lie; another than `gitFolder` for a worktree of a repository. */
  commonFolder: string
}

/** Runs git for a look; `settings` are keys of its configuration that hold for this call. */
export type Ask = (
  argv: readonly string[],
  options?: {
    env?: Record<string, string>
    settings?: readonly (readonly [string, string])[]
    stdin?: string
    deadlineMs?: number
    onLine?: (line: string) => void
  },
) => Promise<{ exitCode: number | null; stdout: string }>

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const atOnce = 8
const mostMs = 20_000
const mostBytes = 64 * 1024 * 1024
const mostTold = 5
/** Keys that decide when a file counts as changed, and name no program. */
const plainKeys = String.raw`^(remote\.origin\.url|core\.(filemode|autocrlf|eol|symlinks|ignorecase|precomposeunicode))$`
/** Whatever a tree's own configuration says, none of these is started by what is asked here. */
const harmless: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.untrackedCache', 'false'],
  ['log.showSignature', 'false'],
  ['submodule.recurse', 'false'],
  ['safe.directory', '*'],
]

/**
 * Reads working trees by git's own command line. Commits and branches are asked of the tree's git folder by commands that start no program; what
 * changed is asked with a git folder of our own beside its files, its index and its objects, since a configuration may name filters that git would run.
 */
export function openWorkingTrees({ process, roots, folder: workshop, env = {} }: WorkingTreesSettings): WorkingTrees {
  const ask: Ask = async (argv, { env: more = {}, settings = [], stdin, deadlineMs = mostMs, onLine } = {}) => {
    const all = [...harmless, ...settings]
    const numbered = all.flatMap(([key, value], place) => [
      [`GIT_CONFIG_KEY_${place}`, key],
      [`GIT_CONFIG_VALUE_${place}`, value],
    ])
    const environment = {
      PATH: defaultPath,
      ...env,
      HOME: '/nonexistent',
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      // A partial clone would fetch what it lacks.
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_CONFIG_COUNT: String(all.length),
      ...Object.fromEntries(numbered),
      ...more,
    }
    const command = { argv: ['git', ...argv], cwd: '/', env: environment, stdin, maxOutputBytes: mostBytes }
    return process.run(command, { deadlineMs, onLine: onLine && ((line, stream) => (stream === 'out' ? onLine(line) : undefined)) })
  }

  async function state(folder: string, scratch: string): Promise<WorkingTree | UntoldTree | null> {
    try {
      const place = await placeOf(folder, roots)
      return place === null ? null : await stateOf(ask, place, scratch)
    } catch (error) {
      return { problem: error instanceof OpsError ? error.message : `It cannot be read: ${String(error)}.` }
    }
  }

  async function known(folder: string): Promise<Place> {
    const place = await placeOf(folder, roots)
    if (place !== null) return place
    throw new OpsError('not_found', `There is no git repository at ${folder}.`, 'Check the path, or clone it.')
  }

  return {
    async states(folders) {
      await mkdir(workshop, { recursive: true })
      const scratch = await mkdtemp(path.join(workshop, 'look-'))
      const found = new Map<string, WorkingTree | UntoldTree | null>(folders.map((folder) => [folder, null]))
      const waiting = [...found.keys()].map((folder, place) => ({ folder, place }))
      const work = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift())
          found.set(one.folder, await state(one.folder, path.join(scratch, String(one.place))))
      }
      try {
        await Promise.all(Array.from({ length: atOnce }, work))
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
      return found
    },
    async gitlinks(folder) {
      const { gitFolder } = await known(folder)
      const { exitCode, stdout } = await ask(['--git-dir', gitFolder, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD'])
      // Entries `160000 commit SP id TAB path`, ended by NUL.
      const links = stdout.split('\0').flatMap((entry) => {
        const [, id, at] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
        return id !== undefined && at !== undefined ? [[at, id] as const] : []
      })
      return new Map(exitCode === 0 ? links : [])
    },
    history: async (folder, paths, deadlineMs) => historyOf(ask, await known(folder), paths, deadlineMs),
    texts: async (folder, ids) => textsOf(ask, await known(folder), ids),
  }
}

/** Where git keeps what belongs to a folder: in `.git` below it, or where a file of this name says, as in a submodule. Null where there is neither. */
async function placeOf(given: string, roots: readonly string[]): Promise<Place | null> {
  const folder = await realpath(given).catch(() => null)
  if (folder === null) return null
  await inside(folder, roots)
  const dot = path.join(folder, '.git')
  const kind = await stat(dot).catch(() => null)
  if (kind === null) return null
  const named = kind.isDirectory() ? '.git' : /^gitdir: (.+)$/m.exec(await readFile(dot, 'utf8'))?.[1]
  if (named === undefined) throw new OpsError('invalid', `${dot} does not say where its git folder is.`, 'Clone it anew.')
  const gitFolder = await realpath(path.resolve(folder, named)).catch(() => null)
  if (gitFolder === null) throw new OpsError('not_found', `The git folder of ${given} is not there.`, 'Clone it anew.')
  const common = await readFile(path.join(gitFolder, 'commondir'), 'utf8').catch(() => '.')
  const commonFolder = await realpath(path.resolve(gitFolder, common.trim()))
  await inside(gitFolder, roots)
  await inside(commonFolder, roots)
  return { folder, gitFolder, commonFolder }
}

async function inside(real: string, roots: readonly string[]): Promise<void> {
  const reals = await Promise.all(roots.map((root) => realpath(root).catch(() => path.resolve(root))))
  if (reals.some((root) => real === root || real.startsWith(root === '/' ? root : `${root}/`))) return
  throw new OpsError('refused', `${real} is not below a folder that may be read.`, 'See allow.paths in config/agent.yml.')
}

async function stateOf(ask: Ask, place: Place, scratch: string): Promise<WorkingTree> {
  const { gitFolder, commonFolder } = place
  const [named, configured, shallow] = await Promise.all([
    ask(['--git-dir', gitFolder, 'rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD']),
    ask(['--git-dir', gitFolder, 'config', '--null', '--get-regexp', plainKeys]),
    stat(path.join(commonFolder, 'shallow')).catch(() => null),
  ])
  const values = configured.stdout.split('\0').flatMap((entry) => {
    const [, key, value] = /^(\S+)\n(.*)$/s.exec(entry) ?? []
    return key !== undefined && value !== undefined ? [[key, value] as const] : []
  })
  const origin = values.find(([key]) => key === 'remote.origin.url')?.[1] ?? null
  const [commit = '', ref = ''] = named.stdout.trim().split('\n')
  const told = { origin: origin === null ? null : withoutSecret(origin), isShallow: shallow !== null }
  if (!/^[0-9a-f]{40,}$/.test(commit)) return { ...told, commit: null, branch: null, changed: { count: 0, first: [] } }
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
  const settings = values.filter(([key]) => key.startsWith('core.'))
  return { ...told, commit, branch, changed: await changedIn(ask, place, { commit, scratch, settings }) }
}

interface Against {
  commit: string
  scratch: string
  settings: readonly (readonly [string, string])[]
}

/** What differs from the commit, asked with a git folder that has nothing in it but the commit's id. */
async function changedIn(ask: Ask, { folder, gitFolder, commonFolder }: Place, { commit, scratch, settings }: Against) {
  await mkdir(path.join(scratch, 'refs'), { recursive: true })
  await mkdir(path.join(scratch, 'objects'))
  await writeFile(path.join(scratch, 'HEAD'), `${commit}\n`)
  const format =
    commit.length > 40 ? '\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n' : '\trepositoryformatversion = 0\n'
  await writeFile(path.join(scratch, 'config'), `[core]\n\tbare = false\n${format}`)
  const env = { GIT_INDEX_FILE: path.join(gitFolder, 'index'), GIT_OBJECT_DIRECTORY: path.join(commonFolder, 'objects') }
  const own: [string, string][] = [['core.excludesFile', path.join(commonFolder, 'info/exclude')]]
  const words = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=normal', '--ignore-submodules=all']
  const { exitCode, stdout } = await ask(['--git-dir', scratch, '--work-tree', folder, ...words], { env, settings: [...settings, ...own] })
  if (exitCode !== 0) throw new OpsError('unavailable', 'git cannot tell what changed in it.', 'Try git status there.')
  // Entries `XY SP path`, ended by NUL.
  const paths = stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
  return { count: paths.length, first: paths.slice(0, mostTold) }
}
