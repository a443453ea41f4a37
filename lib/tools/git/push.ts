import { OpsError } from '../../core/error.ts'
import { failureOf } from './failure.ts'
import { git, type Job } from './mirror.ts'
import { checkBranch, commitId } from './resolve.ts'

/** Pushes one commit to one branch by fast-forward. */
export async function push(job: Job, wanted: string, branch: string, protectedBranches: readonly string[]): Promise<void> {
  checkBranch(branch)
  if (protectedBranches.some((pattern) => matches(branch, pattern)))
    throw new OpsError(
      'refused',
      `The branch ${branch} is protected: nothing is pushed to it.`,
      'Push to another branch and open a pull request.',
    )
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

/** A name exactly, or all that begins with what stands before a `*` at the end. */
function matches(branch: string, pattern: string): boolean {
  return pattern.endsWith('*') ? branch.startsWith(pattern.slice(0, -1)) : branch === pattern
}
