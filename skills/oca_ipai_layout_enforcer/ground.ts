import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import { rootOf } from './pins.ts'

/** What a change of the installation starts from, and where it goes. */
export interface Ground {
  /** The checkout of the installation. */
  root: string
  /** Its commit, which every change is made on. */
  sha: string
  /** The branch that a pull request asks to be brought into, or that is brought forward in place. */
  base: string
  /** The repository that branches are pushed to: the origin of the checkout, or the checkout itself where it has none. */
  target: string
  isClean: boolean
  /** ISO 8601: the time of all commits of the run. */
  at: string
}

/** What it is looked with. */
export interface Looker {
  git: Pick<LookContext['git'], 'standing' | 'origin' | 'resolve'>
  settings: LookContext['settings']
  signal?: AbortSignal | undefined
}

/** Whose name the commits bear that are made here. */
export const author = { name: 'Control room', email: 'control-room@localhost' }

/** Looks at the checkout for a change that becomes a branch of its own. Nothing of the checkout's files is touched by one, so that it may be dirty. */
export async function groundOf({ git, settings, signal }: Looker): Promise<Ground> {
  const options = { signal }
  const root = rootOf(settings)
  const { sha, branch, isClean } = await git.standing(root, options)
  const target = (await git.origin(root, options)) ?? root
  // Where the target itself is away, that is what is told.
  const { ref } = await git.resolve(target, {}, options)
  const base = branch ?? ref.replace('refs/heads/', '')
  if (base === '') throw new OpsError('refused', `Neither ${root} nor its origin is on a branch.`, 'Check a branch out, then run it again.')
  try {
    await git.resolve(target, { branch: base }, options)
    await git.resolve(target, { sha }, options)
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'not_found') throw error
    throw new OpsError(
      'conflict',
      `${target} does not have what ${root} stands on: ${base} at ${sha.slice(0, 7)}.`,
      `Push it first: git push origin ${base}`,
      { cause: error },
    )
  }
  return { root, sha, base, target, isClean, at: new Date().toISOString() }
}

/** Looks at the checkout for a change that is made in it: it is to be clean, and on a branch. */
export async function groundInPlace({ git, settings, signal }: Looker): Promise<Ground> {
  const root = rootOf(settings)
  const { sha, branch, isClean } = await git.standing(root, { signal })
  if (!isClean)
    throw new OpsError(
      'refused',
      `${root} has changes that are not committed: it is not touched.`,
      'Commit them, or leave “in place” out: then the change becomes a branch of its own.',
    )
  if (branch === null) throw new OpsError('refused', `${root} is on no branch.`, 'Check a branch out, or leave “in place” out.')
  await git.resolve(root, { sha }, { signal })
  return { root, sha, base: branch, target: root, isClean, at: new Date().toISOString() }
}

/** A file of the configuration as a path below the root; refused where it lies elsewhere. */
export function belowRoot(root: string, file: string): string {
  const inside = `${root.replace(/\/+$/, '')}/`
  if (file.startsWith(inside)) return file.slice(inside.length)
  throw new OpsError('refused', `${file} is not below ${root}: it is not changed.`, 'Change it by hand.')
}
