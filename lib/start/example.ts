import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { run } from './run.ts'

const sources = path.join(import.meta.dirname, 'example')

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

/** Makes the repository `<data>/repositories/example` on the first start: `main` is green, `broken` has a failing test and an error. */
export async function makeExample(dataDir: string): Promise<string> {
  const place = path.join(dataDir, 'repositories/example')
  if (existsSync(place)) return place
  const draft = `${place}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  const git = (...args: string[]) => run('git', ['-c', 'core.autocrlf=false', ...args], { cwd: draft, env })
  await git('init', '--quiet', '--template=', '--initial-branch=main')
  for (const [branch, message] of [
    ['main', 'Add prices with tax'],
    ['broken', 'Round every line of an order'],
  ] as const) {
    if (branch !== 'main') await git('switch', '--quiet', '--create', branch)
    cpSync(path.join(sources, branch), draft, { recursive: true, filter: (file) => !file.includes('__pycache__') })
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
  }
  await git('switch', '--quiet', 'main')
  renameSync(draft, place)
  return place
}
