import { OpsError } from '../../core/error.ts'
import { withoutSecret } from './address.ts'
import { known } from './history.ts'
import { ask, git, type Job } from './mirror.ts'
import { ownSide, programsIn, settingsIn } from './own-settings.ts'
import type { GitStanding } from './port.ts'
import { checkBranch } from './resolve.ts'

/** Git in a checkout of this machine: hooks are off for all that is run here, and no other folder is taken for it or written to. */
const inside = (job: Job) => ownSide(job.address.url)

/** The address that the checkout names as its origin, without what somebody may have written into it to get in: our own credentials do that. */
export async function origin(job: Job): Promise<string | null> {
  await ask(job, [...inside(job), 'rev-parse', '--git-dir'])
  const found = await git(job, [...inside(job), 'config', '--local', '--get', 'remote.origin.url'])
  if (found.exitCode !== 0) return null
  return withoutSecret(found.stdout.trim())
}

/** Commit, branch and whether anything differs from them. What its own settings would start at a look is left out. */
export async function standing(job: Job): Promise<GitStanding> {
  const sha = (await ask(job, [...inside(job), 'rev-parse', '--verify', 'HEAD^{commit}'])).trim()
  const named = await git(job, [...inside(job), 'symbolic-ref', '--quiet', '--short', 'HEAD'])
  const off = programsIn((await settingsIn(job, job.address.url)) ?? []).flatMap((key) => without(job, key))
  const changed = await ask(job, [...inside(job), ...off, 'status', '--porcelain', '--untracked-files=normal', '--ignore-submodules=all'])
  return { sha, branch: named.exitCode === 0 ? named.stdout.trim() : null, isClean: changed === '' }
}

/** The words that make a setting name nothing, for one look. A filter that has to work need not then. */
function without(job: Job, key: string): string[] {
  if (key.includes('=')) throw program(job, key)
  return ['-c', `${key}=`, ...(key.startsWith('filter.') ? ['-c', `${key.replace(/\.\w+$/, '.required')}=false`] : [])]
}

function program(job: Job, key: string): OpsError {
  return new OpsError(
    'refused',
    `${job.address.url} names a program in its setting ${key}: it is not touched.`,
    `Change it by hand, or remove the setting: git config --unset-all ${key}`,
  )
}

/** A fast-forward of branch and files. */
export async function forward(job: Job, sha: string): Promise<void> {
  const { branch } = await clean(job)
  if (branch === null) throw new OpsError('refused', `${job.address.url} is on no branch.`, 'Check a branch out, then run it again.')
  await bring(job, job, sha)
  const merged = await git(job, [...inside(job), 'merge', '--ff-only', '--quiet', '--no-verify-signatures', sha])
  if (merged.exitCode === 0) return
  throw new OpsError(
    'conflict',
    `The branch ${branch} of ${job.address.url} cannot be brought forward to ${sha.slice(0, 12)}.`,
    'It has moved meanwhile, or a file that git does not know is in the way. Look at it, then run it again.',
    { cause: new Error(merged.stderr.slice(-4_000)) },
  )
}

/** The branch goes back, with what is in the files of the commits in between; what somebody has changed meanwhile stops it. */
export async function back(job: Job, { from, to }: { from: string; to: string }): Promise<void> {
  const { sha } = await standing(job)
  if (sha === to) return
  if (sha !== from)
    throw new OpsError(
      'conflict',
      `${job.address.url} has moved on from ${from.slice(0, 12)}: it stays.`,
      `Undo by hand: git revert ${from.slice(0, 12)}`,
    )
  await clean(job)
  await ask(job, [...inside(job), 'reset', '--quiet', '--keep', to])
}

/** Stands the checkout on a branch or at a commit. */
export async function switchTo(job: Job, { upstream, sha, branch }: { upstream: Job; sha: string; branch: string | null }): Promise<void> {
  await clean(job)
  await bring(job, upstream, sha)
  if (branch === null) return void (await ask(job, [...inside(job), 'checkout', '--quiet', '--detach', sha]))
  checkBranch(branch)
  const words = (await hasBranch(job, branch)) ? [branch] : ['--no-track', '-b', branch, sha]
  await ask(job, [...inside(job), 'checkout', '--quiet', ...words, '--'])
}

/** True where the checkout has such a branch itself. */
export async function hasBranch(job: Job, branch: string): Promise<boolean> {
  checkBranch(branch)
  return (await git(job, [...inside(job), 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])).exitCode === 0
}

/** Stands the checkout where it stood: what it had then it still has. */
export async function switchBack(job: Job, { to, drop }: { to: GitStanding; drop: { branch: string; sha: string } | null }): Promise<void> {
  const now = await standing(job)
  if (now.sha !== to.sha || now.branch !== to.branch) {
    await clean(job)
    await ask(job, [...inside(job), 'checkout', '--quiet', ...(to.branch === null ? ['--detach', to.sha] : [to.branch, '--'])])
  }
  if (drop === null) return
  checkBranch(drop.branch)
  const tip = await git(job, [...inside(job), 'rev-parse', '--verify', '--quiet', `refs/heads/${drop.branch}`])
  if (tip.stdout.trim() === drop.sha) await ask(job, [...inside(job), 'update-ref', '-d', `refs/heads/${drop.branch}`, drop.sha])
}

/** Nothing of a checkout is changed that has changes of its own, or that names a program which the change would start. */
async function clean(job: Job): Promise<GitStanding> {
  const stands = await standing(job)
  const [key] = programsIn((await settingsIn(job, job.address.url)) ?? [])
  if (key !== undefined) throw program(job, key)
  if (stands.isClean) return stands
  throw new OpsError(
    'refused',
    `${job.address.url} has changes that are not committed: it is not touched.`,
    'Commit or put them away (git stash --include-untracked), then run it again.',
  )
}

/** Takes a commit with all that it needs out of a mirror. */
async function bring(job: Job, from: Job, wanted: string): Promise<void> {
  const sha = await known(from, wanted)
  const there = await git(job, [...inside(job), 'cat-file', '-e', `${sha}^{commit}`])
  if (there.exitCode === 0) return
  await ask(job, [...inside(job), 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--end-of-options', from.mirror, sha])
}
