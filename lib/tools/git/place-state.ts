import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { ask, git, type Job } from './mirror.ts'
import { ownSide, programsIn, settingsIn } from './own-settings.ts'

/** What is known of a folder without changing anything in it. */
export interface FolderState {
  isRepository: boolean
  /** Null for a repository without a commit. */
  sha: string | null
  /** Null when it stands on a commit, and on no branch. */
  branch: string | null
  /** Addresses of its remotes, without user names and secrets. */
  remotes: string[]
  /** Files that are changed, or that git does not know. */
  changes: number
  /** A setting of its own that names a program, which looking at its files would start; null where there is none. */
  program: string | null
}

interface Wanted {
  branch?: string | undefined
  commit?: string | undefined
  /** By which it may be known. */
  addresses: readonly string[]
}

const nothing: FolderState = { isRepository: false, sha: null, branch: null, remotes: [], changes: 0, program: null }

/** Looks at a folder with git. What its own settings would start is not started: where they name a program, its files are not compared. */
export async function stateIn(job: Job, folder: string): Promise<FolderState> {
  if (!(await lstat(path.join(folder, '.git')).catch(() => null))) return nothing
  const side = ownSide(folder)
  const settings = await settingsIn(job, folder)
  if (settings === null) return nothing
  const program = programsIn(settings)[0] ?? null
  const said = async (...words: string[]) => {
    const { exitCode, stdout } = await git(job, [...side, ...words])
    return exitCode === 0 ? stdout.trim() : null
  }
  return {
    isRepository: true,
    sha: await said('rev-parse', '--verify', '--quiet', 'HEAD'),
    branch: await said('symbolic-ref', '--quiet', '--short', 'HEAD'),
    remotes: settings.filter(([key]) => /^remote\..*\.url$/.test(key)).map(([, url]) => identityOf(url)),
    changes: program === null ? await changesIn(job, side) : 0,
    program,
  }
}

async function changesIn(job: Job, side: readonly string[]): Promise<number> {
  const words = ['status', '--porcelain=v1', '-z', '--no-renames', '--ignore-submodules=all']
  return (await ask(job, [...side, ...words])).split('\0').filter((entry) => entry !== '').length
}

/** Why a folder is left as it is, as the end of a sentence; empty when it is what was wanted. */
export function whyLeft({ isRepository, sha, branch, remotes, changes, program }: FolderState, { addresses, ...wanted }: Wanted): string {
  if (!isRepository) return 'it holds other files, and is no repository of its own'
  const known = addresses.map(identityOf)
  const isPinned = wanted.commit !== undefined && sha === wanted.commit
  return [
    ...(remotes.some((one) => known.includes(one))
      ? []
      : [remotes.length > 0 ? `it is a repository of ${remotes.join(', ')}` : 'it is a repository without a remote']),
    ...(wanted.commit !== undefined && !isPinned
      ? [`it stands on ${sha?.slice(0, 7) ?? 'no commit'}, not on ${wanted.commit.slice(0, 7)}`]
      : []),
    ...(wanted.commit === undefined && branch === null ? [`it stands on the commit ${sha?.slice(0, 7)}, and on no branch`] : []),
    ...(wanted.commit === undefined && branch !== null && branch !== (wanted.branch ?? branch)
      ? [`it is on the branch ${branch}, not on ${wanted.branch}`]
      : []),
    ...(changes > 0 ? [`${changes === 1 ? '1 file in it is' : `${changes} files in it are`} changed`] : []),
    ...(program === null ? [] : [`its setting ${program} names a program, so that it was not looked into`]),
  ].join(', and ')
}

/** Host and path: the same for https, ssh and `user@host:path`, without what may be secret. */
function identityOf(url: string): string {
  const [, host, rest] = /^(?:[\w.-]+@)?([^/:@]+):(?!\/\/)(.+)$/.exec(url) ?? []
  const text = (host === undefined ? url.replace(/^[a-z]+:\/\/(?:[^/]*@)?/i, '') : `${host}/${rest}`).replace(/(?:\.git)?\/*$/, '')
  return text.startsWith('/') ? text : text.toLowerCase()
}
