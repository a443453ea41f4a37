import { createHash } from 'node:crypto'
import { known, largest } from './history.ts'
import { ask, type Job } from './mirror.ts'

interface Range {
  from: string
  to: string
}

/** What `to` has that `from` has not, counted, and the time of the oldest of them. */
export async function commitsBetween(job: Job, { from, to }: Range): Promise<{ count: number; since: string | null }> {
  const [before, after] = [await known(job, from), await known(job, to)]
  const words = ['--git-dir', job.mirror, 'log', '--no-show-signature', '--format=%cI', `${before}..${after}`]
  const times = (await ask(job, words, 'none', { maxOutputBytes: largest })).split('\n').filter((line) => line !== '')
  const [first] = times.toSorted((one, other) => Date.parse(one) - Date.parse(other))
  return { count: times.length, since: first ?? null }
}

/** A digest over the files that two commits do not share, each with its content before and after. */
export async function changeId(job: Job, { from, to }: Range): Promise<string> {
  const [before, after] = [await known(job, from), await known(job, to)]
  const words = ['--git-dir', job.mirror, 'diff', '--raw', '-z', '--no-renames', '--no-abbrev', before, after]
  return createHash('sha256')
    .update(await ask(job, words, 'none', { maxOutputBytes: largest }))
    .digest('hex')
}

/** The entries of a tree that are commits. */
export async function submodules(job: Job, sha: string): Promise<{ path: string; sha: string }[]> {
  const commit = await known(job, sha)
  const listed = await ask(job, ['--git-dir', job.mirror, 'ls-tree', '-r', '-z', commit], 'none', { maxOutputBytes: largest })
  // Entries `160000 commit SP id TAB path`, ended by NUL.
  return listed.split('\0').flatMap((entry) => {
    const [, id, path] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
    return id !== undefined && path !== undefined ? [{ path, sha: id }] : []
  })
}
