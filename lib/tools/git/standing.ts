import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import { known } from './history.ts'
import { ask, git, type Job } from './mirror.ts'
import type { GitStanding } from './port.ts'
import { checkBranch } from './resolve.ts'

/** Git in a checkout of this machine: hooks are off for all that is run here, and so is what a checkout may name to be run at every look. */
const inside = (job: Job) => ['-C', job.address.url, '-c', 'core.fsmonitor=false']

/** A folder that is no checkout is not taken for the one that it lies in. */
function ownOnly(job: Job): Job {
  const env = { ...job.workshop.env, GIT_CEILING_DIRECTORIES: path.dirname(job.address.url) }
  return { ...job, workshop: { ...job.workshop, env } }
}

/** The address that the checkout names as its origin, without what somebody may have written into it to get in: our own credentials do that. */
export async function origin(given: Job): Promise<string | null> {
  const job = ownOnly(given)
  await ask(job, [...inside(job), 'rev-parse', '--git-dir'])
  const found = await git(job, [...inside(job), 'config', '--local', '--get', 'remote.origin.url'])
  if (found.exitCode !== 0) return null
  return found.stdout
    .trim()
    .replace(/^(https?:\/\/)[^/]*@/i, '$1')
    .replace(/^(ssh:\/\/[^/:@]*):[^/]*@/i, '$1@')
}

/** Commit, branch and whether anything differs from them. */
export async function standing(given: Job): Promise<GitStanding> {
  const job = ownOnly(given)
  const sha = (await ask(job, [...inside(job), 'rev-parse', '--verify', 'HEAD^{commit}'])).trim()
  const named = await git(job, [...inside(job), 'symbolic-ref', '--quiet', '--short', 'HEAD'])
  const changed = await ask(job, [...inside(job), 'status', '--porcelain', '--untracked-files=normal', '--ignore-submodules=all'])
  return { sha, branch: named.exitCode === 0 ? named.stdout.trim() : null, isClean: changed === '' }
}

/** A fast-forward of branch and files. */
export async function forward(given: Job, sha: string): Promise<void> {
  const job = ownOnly(given)
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
export async function back(given: Job, { from, to }: { from: string; to: string }): Promise<void> {
  const job = ownOnly(given)
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
export async function hasBranch(given: Job, branch: string): Promise<boolean> {
  const job = ownOnly(given)
  checkBranch(branch)
  return (await git(job, [...inside(job), 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])).exitCode === 0
}

/** Stands the checkout where it stood: what it had then it still has. */
export async function switchBack(
  given: Job,
  { to, drop }: { to: GitStanding; drop: { branch: string; sha: string } | null },
): Promise<void> {
  const job = ownOnly(given)
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

async function clean(job: Job): Promise<GitStanding> {
  const stands = await standing(job)
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
