import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openProcess } from '../process.ts'
import { type GitSettings, openGit } from './cli.ts'
import { gitIn } from './servers.fixture.ts'

/** For tests: a folder `top` with a repository in `top/allowed/crm`: two commits, a tag, a branch and a pull request. */
export function makeRepository() {
  const top = mkdtempSync(path.join(tmpdir(), 'git contract '))
  const source = path.join(top, 'allowed', 'crm')
  let folders = 0
  const folder = (name: string) => {
    folders += 1
    return path.join(top, `${name} ${folders}`)
  }
  const commit = (name: string, text: string | Uint8Array, message = name) => {
    mkdirSync(path.dirname(path.join(source, name)), { recursive: true })
    writeFileSync(path.join(source, name), text)
    gitIn(source, 'add', '--', name)
    gitIn(source, 'commit', '-q', '-m', message)
    return gitIn(source, 'rev-parse', 'HEAD')
  }
  mkdirSync(source, { recursive: true })
  gitIn(source, 'init', '-q')
  const first = commit('setup.py', 'one\n', 'First')
  gitIn(source, 'tag', '-a', 'v1.0', '-m', 'v1.0')
  const second = commit('a b\n-c ü.py', 'x\ny\n', 'Sécond "quoted"')
  gitIn(source, 'branch', 'feature/login', first)
  gitIn(source, 'update-ref', 'refs/pull/12/head', first)
  const open = (more: Partial<GitSettings> = {}) =>
    openGit({
      process: openProcess({ graceMs: 200 }),
      allow: { hosts: [], paths: [path.join(top, 'allowed')] },
      mirrorFolder: folder('mirrors'),
      protectedBranches: ['main', 'release/*'],
      ...more,
    })
  return { top, source, first, second, folder, commit, open, remove: () => rmSync(top, { recursive: true }) }
}
