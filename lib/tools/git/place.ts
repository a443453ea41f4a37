import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { Allowed } from './address.ts'
import { failureOf } from './failure.ts'
import { ask, git, type Job } from './mirror.ts'
import { realPlace } from './place-folder.ts'
import { stateIn, whyLeft } from './place-state.ts'
import type { GitPlace, GitPlaced, GitPlaceWanted } from './port.ts'
import { checkBranch, empty, noBranch } from './resolve.ts'

/** In git's own folder of a clone, where it is no local change: whose call made it, and the commit that it had then. */
const markFile = '.git/devops-agent-placed'

/**
 * Clones a repository to its place: shallow and of one branch, beside the place and renamed into it, so that what is there is whole.
 * `given` is the address as it is to stand in the clone. What lies there already is looked at and never touched.
 */
export async function place(job: Job, given: string, wanted: GitPlaceWanted, allowed: Allowed): Promise<GitPlaced> {
  if (wanted.branch !== undefined) checkBranch(wanted.branch)
  if (wanted.commit !== undefined && !/^[0-9a-f]{40,64}$/.test(wanted.commit))
    throw new OpsError('invalid', `${JSON.stringify(wanted.commit)} is not a whole commit id.`, 'Give all of its 40 hexadecimal digits.')
  const at = await realPlace(wanted, allowed)
  const made = besides(at)
  await rm(made, { recursive: true, force: true })
  if (!(await isFree(at))) return found(job, at, given, wanted)
  await mkdir(path.dirname(at), { recursive: true })
  try {
    await clone(job, made, wanted)
    const { sha, branch } = await stateIn(job, made)
    if (sha === null) throw empty(job)
    if (wanted.branch !== undefined && wanted.commit === undefined && branch !== wanted.branch) throw await missing(job, wanted.branch)
    await ask(job, ['-C', made, 'remote', 'set-url', 'origin', given])
    await writeFile(path.join(made, markFile), JSON.stringify({ label: job.options.label, sha }))
    await rename(made, at)
    return { outcome: 'cloned', sha, branch, because: '' }
  } catch (error) {
    await rm(made, { recursive: true, force: true })
    throw error
  }
}

/** Takes away a clone that a call of the same label has placed; true when there was one. */
export async function removePlaced(job: Job, wanted: GitPlace, allowed: Allowed): Promise<boolean> {
  const at = await realPlace(wanted, allowed)
  await rm(besides(at), { recursive: true, force: true })
  const mark = await markOf(at)
  if (mark === null || job.options.label === undefined || mark.label !== job.options.label) return false
  const { sha, changes } = await stateIn(job, at)
  if (sha !== mark.sha || changes > 0)
    throw new OpsError(
      'conflict',
      `${at} has been changed since it was cloned.`,
      'It was left as it is: remove it by hand when nobody needs it.',
    )
  await rename(at, besides(at))
  await rm(besides(at), { recursive: true, force: true })
  return true
}

/** Where a clone is made: of one name, so that the next one finds what a killed one has left. */
function besides(at: string): string {
  return path.join(path.dirname(at), `.${path.basename(at)}.cloning`)
}

/** An empty folder is as good as none. */
async function isFree(at: string): Promise<boolean> {
  try {
    return (await readdir(at)).length === 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return false
    throw new OpsError('unavailable', `${at} cannot be looked into.`, "Give it to the control room's user.", { cause: error })
  }
}

async function found(job: Job, at: string, given: string, wanted: GitPlaceWanted): Promise<GitPlaced> {
  const state = await stateIn(job, at)
  const { sha, branch } = state
  const because = whyLeft(state, { ...wanted, addresses: [given, job.address.url] })
  if (because !== '') return { outcome: 'left', sha, branch, because }
  const mark = await markOf(at)
  const isOurs = job.options.label !== undefined && mark?.label === job.options.label
  return { outcome: isOurs ? 'cloned' : 'there', sha, branch, because }
}

async function clone(job: Job, made: string, { branch, commit }: GitPlaceWanted): Promise<void> {
  // Of a folder git would otherwise take all of its history, whatever depth is asked for.
  const shape = [
    '--quiet',
    '--depth',
    '1',
    '--single-branch',
    '--no-local',
    '--template=',
    ...(branch === undefined ? [] : ['--branch', branch]),
  ]
  const cloned = await git(job, ['clone', ...shape, '--end-of-options', job.address.url, made])
  if (cloned.exitCode !== 0) {
    if (branch !== undefined && /Remote branch .* not found/.test(cloned.stderr)) throw await missing(job, branch)
    throw failureOf(cloned.stderr, job.address)
  }
  if (commit !== undefined) await pin(job, made, commit)
}

async function pin(job: Job, made: string, commit: string): Promise<void> {
  const fetched = await git(job, ['-C', made, 'fetch', '--quiet', '--depth', '1', '--end-of-options', 'origin', commit])
  if (/not our ref|remote ref/.test(fetched.stderr))
    throw new OpsError('not_found', `There is no commit ${commit} in ${job.address.url}.`, 'Check the pin of it in the catalogue.')
  if (fetched.exitCode !== 0) throw failureOf(fetched.stderr, job.address)
  await ask(job, ['-C', made, 'checkout', '--quiet', '--detach', commit])
}

async function missing(job: Job, branch: string): Promise<OpsError> {
  const heads = await ask(job, ['ls-remote', '--heads', '--end-of-options', job.address.url])
  const names = [...heads.matchAll(/\trefs\/heads\/(.+)$/gm)].flatMap(([, name]) => name ?? [])
  return names.length === 0 ? empty(job) : noBranch(job, branch, names)
}

/** Who made the clone; null where nobody of ours did. */
async function markOf(at: string): Promise<{ label: unknown; sha: unknown } | null> {
  try {
    const { label, sha } = JSON.parse(await readFile(path.join(at, markFile), 'utf8'))
    return { label, sha }
  } catch {
    return null
  }
}
