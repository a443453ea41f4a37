import { OpsError } from '../../core/error.ts'
import { failureOf } from './failure.ts'
import { ask, git, type Job } from './mirror.ts'
import { checkBranch, commitId } from './resolve.ts'

/** Pushes one commit to one branch by fast-forward. */
export async function push(job: Job, wanted: string, branch: string, protectedBranches: readonly string[]): Promise<void> {
  checkFree(branch, protectedBranches)
  const sha = /^[0-9a-f]{7,64}$/i.test(wanted) ? await commitId(job, wanted.toLowerCase()) : undefined
  if (sha === undefined)
    throw new OpsError('not_found', `The commit ${JSON.stringify(wanted)} of ${job.address.url} has not been fetched.`, 'Resolve it first.')
  const finished = await git(job, [
    '--git-dir',
    job.mirror,
    'push',
    '--porcelain',
    '--no-verify',
    '--end-of-options',
    job.address.url,
    `${sha}:refs/heads/${branch}`,
  ])
  if (finished.exitCode === 0) return
  // --porcelain: `!<TAB>from:to<TAB>[rejected] (reason)`
  const [, kind, reason] = /^!\t.*\t\[(.*?)\] \((.*)\)$/m.exec(finished.stdout) ?? []
  const cause = new Error(finished.stderr.slice(-4_000))
  if (kind === 'rejected')
    throw new OpsError(
      'conflict',
      `The branch ${branch} of ${job.address.url} has commits that ${sha.slice(0, 12)} does not contain.`,
      'Bring them in first; nothing is ever pushed by force.',
      { cause },
    )
  if (kind === 'remote rejected')
    throw new OpsError(
      'refused',
      `${job.address.url} refused the push to ${branch}: ${reason}.`,
      'The rules of that repository decide; ask who keeps it.',
      { cause },
    )
  throw failureOf(finished.stderr, job.address)
}

/** Removes a branch as long as it is at the commit: the lease is what forbids to take away what somebody else has pushed. */
export async function removeBranch(
  job: Job,
  { branch, sha }: { branch: string; sha: string },
  protectedBranches: readonly string[],
): Promise<void> {
  checkFree(branch, protectedBranches)
  const ref = `refs/heads/${branch}`
  const listed = await ask(job, ['ls-remote', '--end-of-options', job.address.url, ref])
  const tip = listed
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([, name]) => name === ref)?.[0]
  if (tip === undefined) return
  const lease = `--force-with-lease=${ref}:${sha}`
  const words = ['--git-dir', job.mirror, 'push', '--porcelain', '--no-verify', lease, '--end-of-options', job.address.url, `:${ref}`]
  const finished = tip === sha ? await git(job, words) : null
  if (finished?.exitCode === 0) return
  if (finished === null || /\(stale info\)/.test(finished.stdout))
    throw new OpsError(
      'conflict',
      `The branch ${branch} of ${job.address.url} is no longer at ${sha.slice(0, 12)}: it stays.`,
      'Somebody has pushed to it. Remove it by hand when it is not wanted.',
    )
  throw failureOf(finished.stderr, job.address)
}

function checkFree(branch: string, protectedBranches: readonly string[]): void {
  checkBranch(branch)
  if (protectedBranches.some((pattern) => matches(branch, pattern)))
    throw new OpsError(
      'refused',
      `The branch ${branch} is protected: nothing is pushed to it.`,
      'Push to another branch and open a pull request.',
    )
}

/** A name exactly, or all that begins with what stands before a `*` at the end. */
function matches(branch: string, pattern: string): boolean {
  return pattern.endsWith('*') ? branch.startsWith(pattern.slice(0, -1)) : branch === pattern
}
