import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { run } from './run.ts'

// Nothing of this machine may change the commits: no configuration, no hooks, one author, one moment. So their ids are the same everywhere.
const env: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Control room',
  GIT_AUTHOR_EMAIL: 'control-room@localhost',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Control room',
  GIT_COMMITTER_EMAIL: 'control-room@localhost',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}

/** Its files lie in a folder of the repository's name: all of them in `main`, of each other branch those that it changes. */
interface Example {
  name: string
  /** Branch → message of its commit; `main` is the first, and each other branch begins at it. */
  commits: { main: string } & Record<string, string>
}

const examples: Example[] = [
  { name: 'example', commits: { main: 'Add prices with tax', broken: 'Round every line of an order' } },
  {
    name: 'example-addons',
    commits: {
      main: 'Add a library and its loans',
      failing: 'Lend a book until the end of the day',
      warning: 'Track the days of a loan',
      broken: 'Show when a book came back',
    },
  },
]

/**
 * Makes the example repositories in `<data>/repositories` on the first start. `example` is a Python package: `main` is green, `broken` red.
 * `example-addons` are two Odoo modules: `main` is green, `failing` and `broken` are red, `warning` is green with a warning.
 */
export async function makeExamples(dataDir: string): Promise<void> {
  for (const example of examples) await make(path.join(dataDir, 'repositories', example.name), example)
}

async function make(place: string, { name, commits }: Example): Promise<void> {
  if (existsSync(place)) return
  const draft = `${place}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  const git = (...args: string[]) => run('git', ['-c', 'core.autocrlf=false', ...args], { cwd: draft, env })
  await git('init', '--quiet', '--template=', '--initial-branch=main')
  for (const [branch, message] of Object.entries(commits)) {
    if (branch !== 'main') await git('switch', '--quiet', '--create', branch, 'main')
    const files = path.join(import.meta.dirname, name, branch)
    cpSync(files, draft, { recursive: true, filter: (file) => !file.includes('__pycache__') })
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
  }
  await git('switch', '--quiet', 'main')
  renameSync(draft, place)
}
