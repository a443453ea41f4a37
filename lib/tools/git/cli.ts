import type { CallOptions, Tools } from '../tools.ts'
import { type Address, type Allowed, findAddress } from './address.ts'
import { checkout } from './checkout.ts'
import { commit } from './commit.ts'
import { changedFiles, filesNamed, folderIds, mergeBase, removedFiles } from './history.ts'
import { ask, type Credentials, type Job, jobFor } from './mirror.ts'
import { place, removePlaced } from './place.ts'
import type { GitTool } from './port.ts'
import { push, removeBranch } from './push.ts'
import { changeId, commitsBetween, submodules } from './range.ts'
import { fetchEverything, resolve } from './resolve.ts'
import { back, forward, hasBranch, origin, standing, switchBack, switchTo } from './standing.ts'

export interface GitSettings {
  process: Tools['process']
  allow: Allowed
  /** Where the mirrors are kept, one folder a repository. */
  mirrorFolder: string
  /** Names, or beginnings that end in `*`. */
  protectedBranches: readonly string[]
  /** By host (`host` or `host:port`), for http and https. */
  credentials?: Credentials | undefined
  /** Added to the environment of git: PATH, a proxy, SSH_AUTH_SOCK. */
  env?: Record<string, string> | undefined
  /** For a call that brings no deadline. Default 15 minutes. */
  deadlineMs?: number | undefined
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Git by its own command line, version 2.32 or newer. It holds nothing, so there is nothing to close. */
export function openGit(settings: GitSettings): GitTool {
  const { process, mirrorFolder, credentials = {}, deadlineMs = 900_000 } = settings
  const workshop = { process, mirrorFolder, credentials, deadlineMs, env: { PATH: defaultPath, ...settings.env } }
  const on = async (repository: string, options?: CallOptions): Promise<Job> =>
    jobFor(workshop, await findAddress(repository, settings.allow), options)
  return {
    resolve: async (repository, wanted, options) => resolve(await on(repository, options), wanted),
    checkout: async (repository, sha, folder, options) => checkout(await on(repository, options), sha, folder),
    mergeBase: async (repository, one, other, options) => mergeBase(await on(repository, options), one, other),
    folderIds: async (repository, sha, folders, options) => folderIds(await on(repository, options), sha, folders),
    removedFiles: async (repository, range, name, options) => removedFiles(await on(repository, options), range, name),
    changedFiles: async (repository, range, options) => changedFiles(await on(repository, options), range),
    filesNamed: async (repository, sha, name, options) => filesNamed(await on(repository, options), sha, name),
    commitsBetween: async (repository, range, options) => commitsBetween(await on(repository, options), range),
    changeId: async (repository, range, options) => changeId(await on(repository, options), range),
    submodules: async (repository, sha, options) => submodules(await on(repository, options), sha),
    commit: async (repository, draft, options) => commit(await on(repository, options), draft),
    branches: async (repository, options) => branches(await on(repository, options)),
    push: async (repository, sha, branch, options) => push(await on(repository, options), sha, branch, settings.protectedBranches),
    place: async (repository, wanted, options) => place(await on(repository, options), repository, wanted, settings.allow),
    removePlaced: async (at, options) => removePlaced(jobFor(workshop, addressOf(at.folder), options), at, settings.allow),
    removeBranch: async (repository, branch, sha, options) =>
      removeBranch(await on(repository, options), { branch, sha }, settings.protectedBranches),
    origin: async (folder, options) => origin(await on(folder, options)),
    standing: async (folder, options) => standing(await on(folder, options)),
    forward: async (folder, sha, options) => forward(await on(folder, options), sha),
    hasBranch: async (folder, branch, options) => hasBranch(await on(folder, options), branch),
    switchBack: async (folder, wanted, options) => switchBack(await on(folder, options), wanted),
    back: async (folder, range, options) => back(await on(folder, options), range),
    switchTo: async (folder, wanted, options) =>
      switchTo(await on(folder, options), { ...wanted, upstream: await on(wanted.repository, options) }),
  }
}

/** Of a folder that is only looked at: nothing is fetched from it. */
function addressOf(folder: string): Address {
  return { url: folder, host: '', origin: '', slug: 'placed' }
}

async function branches(job: Job): Promise<{ name: string; sha: string }[]> {
  await fetchEverything(job)
  const format = ['for-each-ref', '--sort=-committerdate', '--count=500', '--format=%(refname:strip=2) %(objectname)', 'refs/heads']
  const lines = (await ask(job, ['--git-dir', job.mirror, ...format])).split('\n').filter((line) => line !== '')
  return lines.map((line) => ({ name: line.slice(0, line.lastIndexOf(' ')), sha: line.slice(line.lastIndexOf(' ') + 1) }))
}
