import { OpsError } from '../../core/error.ts'
import { ask, git, type Job } from './mirror.ts'
import { commitId } from './resolve.ts'

/** Folders asked for at once: a command line has its limits. */
const portion = 500

/** The newest commit that both have in their history. */
export async function mergeBase(job: Job, one: string, other: string): Promise<string | null> {
  const [first, second] = [await known(job, one), await known(job, other)]
  const found = await git(job, ['--git-dir', job.mirror, 'merge-base', first, second])
  return found.exitCode === 0 ? found.stdout.trim() : null
}

/** The tree ids of folders in a commit. */
export async function folderIds(job: Job, sha: string, folders: readonly string[]): Promise<Record<string, string>> {
  const commit = await known(job, sha)
  const ids: Record<string, string> = {}
  if (folders.includes('.')) ids['.'] = (await ask(job, ['--git-dir', job.mirror, 'rev-parse', `${commit}^{tree}`])).trim()
  const named = folders.filter((folder) => folder !== '.')
  for (let start = 0; start < named.length; start += portion) {
    const words = [
      '--literal-pathspecs',
      '--git-dir',
      job.mirror,
      'ls-tree',
      '-z',
      '-d',
      commit,
      '--',
      ...named.slice(start, start + portion),
    ]
    // Entries `mode SP tree SP id TAB path`, ended by NUL.
    for (const entry of (await ask(job, words)).split('\0')) {
      const [, id, path] = /^\d+ tree ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
      if (id !== undefined && path !== undefined) ids[path] = id
    }
  }
  return ids
}

/** What is at its place in one commit, and not in the other. */
export async function removedFiles(job: Job, { from, to }: { from: string; to: string }, name: string): Promise<string[]> {
  const [before, after] = [await known(job, from), await known(job, to)]
  const words = ['--git-dir', job.mirror, 'diff', '--name-only', '-z', '--no-renames', '--diff-filter=D', before, after]
  const found = await ask(job, [...words, '--', `:(glob)**/${name}`])
  return found.split('\0').filter((path) => path !== '')
}

async function known(job: Job, sha: string): Promise<string> {
  const found = /^[0-9a-f]{7,64}$/i.test(sha) ? await commitId(job, sha.toLowerCase()) : undefined
  if (found !== undefined) return found
  throw new OpsError('not_found', `The commit ${JSON.stringify(sha)} of ${job.address.url} has not been fetched.`, 'Resolve it first.')
}
