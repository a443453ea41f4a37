import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import { ask, git, type Job } from './mirror.ts'
import type { GitState } from './port.ts'
import { commitId, describe } from './resolve.ts'

/** Lays out the tree of a commit: made beside the folder and renamed into place, so that what is there is whole. */
export async function checkout(job: Job, wanted: string, folder: string): Promise<GitState> {
  const sha = /^[0-9a-f]{7,64}$/i.test(wanted) ? await commitId(job, wanted.toLowerCase()) : undefined
  if (sha === undefined)
    throw new OpsError('not_found', `The commit ${JSON.stringify(wanted)} of ${job.address.url} has not been fetched.`, 'Resolve it first.')
  const place = path.resolve(folder)
  const made = `${place}.laying-out`
  await rm(made, { recursive: true, force: true })
  if (!(await isUntouched(job, sha, place, made))) {
    await mkdir(path.dirname(place), { recursive: true })
    await clone(job, sha, made)
    await rm(place, { recursive: true, force: true })
    await rename(made, place)
  }
  return stateOf(job, sha)
}

/**
 * A clone that needs the mirror no more, of hard links where mirror and folder are on one file system (not `--local`: that insists on
 * links, and fails where they are not). It is detached at the
 * commit, knows its tags (versions are derived from them) and names the real repository as its origin.
 */
async function clone(job: Job, sha: string, made: string): Promise<void> {
  await ask(job, ['clone', '--quiet', '--no-checkout', '--template=', '--end-of-options', job.mirror, made], 'shared')
  await ask(job, ['-C', made, 'remote', 'set-url', 'origin', job.address.url])
  await ask(job, ['-C', made, 'checkout', '--quiet', '--force', '--detach', sha])
}

/**
 * The folder holds this commit and nothing else. It is compared from the mirror's side with a new index, and no git runs inside
 * it: what was tested there may have changed its `.git/config`, which can name programs to run.
 */
async function isUntouched(job: Job, sha: string, place: string, made: string): Promise<boolean> {
  const names: string[] = await readdir(place).catch(() => [])
  if (names.length === 0) return false
  if (!names.includes('.git')) throw new OpsError('conflict', `The folder ${place} holds other files.`, 'Choose an empty folder.')
  const head = await readFile(path.join(place, '.git/HEAD'), 'utf8').catch(() => '')
  if (head.trim() !== sha) return false
  await mkdir(made)
  try {
    const env = { ...job.workshop.env, GIT_INDEX_FILE: path.join(made, 'index') }
    const side = ['--git-dir', job.mirror, '--work-tree', place, '-c', 'core.bare=false']
    const using = { ...job, workshop: { ...job.workshop, env } }
    await ask(using, [...side, 'read-tree', sha])
    const changed = await git(using, [...side, 'update-index', '--refresh'])
    const others = await ask(using, [...side, 'ls-files', '--others', '-z'])
    return changed.exitCode === 0 && others === ''
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

async function stateOf(job: Job, sha: string): Promise<GitState> {
  const commit = await describe(job, sha, '')
  const branch = await branchAt(job, sha)
  const log = await ask(job, [
    '--git-dir',
    job.mirror,
    'log',
    '-1',
    '--first-parent',
    '-m',
    '--format=',
    '--numstat',
    '--no-renames',
    '-z',
    sha,
  ])
  return { ...commit, ref: branch === '' ? '' : `refs/heads/${branch}`, branch, changed: changesIn(log) }
}

async function branchAt(job: Job, sha: string): Promise<string> {
  const format = ['for-each-ref', '--sort=-committerdate', '--count=1', '--format=%(refname:strip=2)', `--points-at=${sha}`, 'refs/heads']
  return (await ask(job, ['--git-dir', job.mirror, ...format])).trim()
}

/** Entries `added TAB removed TAB path`, ended by NUL; a binary file has dashes for its numbers. */
function changesIn(log: string): GitState['changed'] {
  const entries = log.split('\0').map((entry) => /^\n?(\d+|-)\t(\d+|-)\t(.+)$/s.exec(entry))
  const changes = entries.flatMap((entry) =>
    entry?.[3] === undefined ? [] : [{ path: entry[3], added: Number(entry[1]) || 0, removed: Number(entry[2]) || 0 }],
  )
  return changes.slice(0, 200)
}
