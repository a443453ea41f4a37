import { OpsError } from '../../core/error.ts'
import { ask, fetchInto, git, type Job } from './mirror.ts'
import type { GitCommit, GitWanted } from './port.ts'

const everything = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']

/** Fetches what is new and finds the commit that is wanted. */
export async function resolve(job: Job, wanted: GitWanted): Promise<GitCommit> {
  checkWanted(wanted)
  if (wanted.sha !== undefined) return bySha(job, wanted.sha.toLowerCase())
  if (wanted.pr !== undefined) return byPullRequest(job, wanted.pr)
  if (wanted.branch === undefined) return byDefault(job)
  await fetchInto(job, everything)
  return byBranch(job, wanted.branch)
}

export async function fetchEverything(job: Job): Promise<void> {
  await fetchInto(job, everything)
}

/** Refuses a name that git would read as something else; the rules are those of git-check-ref-format. */
export function checkBranch(name: string): void {
  const wrong = /^[-/]|[\p{Cc} ~^:?*[\\]|\.\.|\/\/|@\{|\/\.|^\.|\.lock(\/|$)|[./]$|^@$/u
  if (name === '' || wrong.test(name))
    throw new OpsError(
      'invalid',
      `${JSON.stringify(name)} is not the name of a branch.`,
      'Give a name as `git branch` shows it, for example main.',
    )
}

function checkWanted({ branch, pr, sha }: GitWanted): void {
  const asked = [branch, pr, sha].filter((value) => value !== undefined)
  if (asked.length > 1)
    throw new OpsError(
      'invalid',
      'More than one of branch, pull request and commit was given.',
      'Give one of them, or none for the default branch.',
    )
  if (branch !== undefined) checkBranch(branch)
  if (pr !== undefined && !(Number.isSafeInteger(pr) && pr > 0))
    throw new OpsError('invalid', `${pr} is not the number of a pull request.`, 'Give its number, for example 12.')
  if (sha !== undefined && !/^[0-9a-f]{7,64}$/i.test(sha))
    throw new OpsError('invalid', `${JSON.stringify(sha)} is not a commit id.`, 'Give at least 7 hexadecimal digits.')
}

async function byBranch(job: Job, branch: string): Promise<GitCommit> {
  const ref = `refs/heads/${branch}`
  const found = await git(job, ['--git-dir', job.mirror, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  if (found.exitCode === 0) return describe(job, found.stdout.trim(), ref)
  const names = await branchNames(job)
  if (names.length === 0) throw empty(job)
  throw noBranch(job, branch, names)
}

/** Says the names of branches that are there and come near. */
export function noBranch(job: Job, branch: string, names: string[]): OpsError {
  const near = nearest(branch, names)
  return new OpsError('not_found', `There is no branch ${JSON.stringify(branch)} in ${job.address.url}.`, `Near names: ${near.join(', ')}.`)
}

async function byPullRequest(job: Job, pr: number): Promise<GitCommit> {
  const ref = `refs/pull/${pr}/head`
  try {
    await fetchInto(job, [...everything, `+${ref}:${ref}`])
  } catch (error) {
    const isMissing = error instanceof OpsError && error.cause instanceof Error && error.cause.message.includes(`remote ref ${ref}`)
    if (!isMissing) throw error
    throw new OpsError(
      'not_found',
      `There is no pull request ${pr} in ${job.address.url}.`,
      'Check its number; hosts other than GitHub may not offer pull requests as refs/pull.',
      { cause: error },
    )
  }
  return describe(job, (await ask(job, ['--git-dir', job.mirror, 'rev-parse', '--verify', `${ref}^{commit}`])).trim(), ref)
}

async function bySha(job: Job, sha: string): Promise<GitCommit> {
  const known = sha.length >= 40 ? await commitId(job, sha) : undefined
  if (known !== undefined) return describe(job, known, '')
  await fetchInto(job, everything)
  const fetched = await commitId(job, sha)
  if (fetched !== undefined) return describe(job, fetched, '')
  // A commit that no branch reaches any more is given by hosts that allow it, when its whole id is asked for.
  const alone =
    sha.length >= 40
      ? await fetchInto(job, [sha])
          .catch(() => undefined)
          .then(() => commitId(job, sha))
      : undefined
  if (alone !== undefined) return describe(job, alone, '')
  throw new OpsError(
    'not_found',
    `There is no commit ${sha} in ${job.address.url}.`,
    'Check the id; a commit that no branch contains needs its full id.',
  )
}

/** The full id of a commit in the mirror; undefined when it is not there. */
export async function commitId(job: Job, sha: string): Promise<string | undefined> {
  const found = await git(job, ['--git-dir', job.mirror, 'rev-parse', '--verify', '--end-of-options', `${sha}^{commit}`])
  if (/is ambiguous/.test(found.stderr))
    throw new OpsError('invalid', `${sha} is the beginning of more than one commit id.`, 'Give more of its digits.')
  return found.exitCode === 0 ? found.stdout.trim() : undefined
}

/** The branch that HEAD names there; where it names none (a detached working tree), the commit itself. */
async function byDefault(job: Job): Promise<GitCommit> {
  await fetchInto(job, everything)
  const lines = (await ask(job, ['ls-remote', '--symref', '--end-of-options', job.address.url, 'HEAD'])).split('\n')
  const named = lines.map((line) => /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line)?.[1]).find((name) => name !== undefined)
  if (named !== undefined) return byBranch(job, named)
  const sha = lines.map((line) => /^([0-9a-f]{40,64})\tHEAD$/.exec(line)?.[1]).find((id) => id !== undefined)
  if (sha !== undefined) {
    if ((await commitId(job, sha)) === undefined) await fetchInto(job, ['+HEAD:refs/control-room/head'])
    return describe(job, sha, '')
  }
  const names = await branchNames(job)
  const [only, ...others] = names
  if (only === undefined) throw empty(job)
  if (others.length === 0) return byBranch(job, only)
  throw new OpsError(
    'not_found',
    `The default branch of ${job.address.url} does not exist.`,
    `Name a branch: ${names.slice(0, 8).join(', ')}.`,
  )
}

/** Says that nothing was ever committed there. */
export function empty(job: Job): OpsError {
  return new OpsError('not_found', `The repository ${job.address.url} has no commits yet.`, 'Push a first commit, then run it again.')
}

/** Branch names, newest first. */
async function branchNames(job: Job): Promise<string[]> {
  const format = ['for-each-ref', '--sort=-committerdate', '--count=5000', '--format=%(refname:strip=2)', 'refs/heads']
  return (await ask(job, ['--git-dir', job.mirror, ...format])).split('\n').filter((name) => name !== '')
}

/** What git tells of a commit in the mirror. */
export async function describe(job: Job, sha: string, ref: string): Promise<GitCommit> {
  const text = await ask(job, ['--git-dir', job.mirror, 'log', '-1', '--no-show-signature', '--format=%H%x00%s%x00%an%x00%cI', sha])
  const [id = '', subject = '', author = '', committedAt = ''] = text.trim().split('\0')
  return { sha: id, ref, subject, author, committedAt }
}

/** At most five names, those that need the fewest changes of letters first. */
function nearest(wanted: string, names: string[]): string[] {
  const scored = names.map((name) => ({ name, distance: name.includes(wanted) ? 0 : distance(wanted.slice(0, 100), name.slice(0, 100)) }))
  return scored
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ name }) => name)
}

/** Levenshtein's distance: letters to insert, remove or exchange. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (const [at, other] of [...to].entries())
      next.push(Math.min((row[at] ?? 0) + (letter === other ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}
