import { OpsError } from '../../core/error.ts'
import { ask, git, type Job } from './mirror.ts'
import type { GitChange } from './port.ts'
import { commitId } from './resolve.ts'

/** Folders asked for at once: a command line has its limits. */
const portion = 500
/** More than the names of a repository's files, or all its manifests, come to. */
export const largest = 64 * 1024 * 1024

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

const changes = new Map<string, GitChange['change']>([
  ['A', 'added'],
  ['D', 'removed'],
])

/** What two commits do not share. */
export async function changedFiles(job: Job, { from, to }: { from: string; to: string }): Promise<GitChange[]> {
  const [before, after] = [await known(job, from), await known(job, to)]
  const words = ['--git-dir', job.mirror, 'diff', '--name-status', '-z', '--no-renames', before, after]
  const parts = (await ask(job, words, 'none', { maxOutputBytes: largest })).split('\0')
  return Array.from({ length: Math.floor(parts.length / 2) }, (_, place) => ({
    path: parts[2 * place + 1] ?? '',
    change: changes.get(parts[2 * place] ?? '') ?? 'modified',
  }))
}

/** The texts of all files of a name in a commit: their ids first, then all contents at once. */
export async function filesNamed(job: Job, sha: string, name: string): Promise<{ path: string; text: string }[]> {
  const commit = await known(job, sha)
  const listed = await ask(job, ['--git-dir', job.mirror, 'ls-tree', '-r', '-z', commit], 'none', { maxOutputBytes: largest })
  // Entries `mode SP blob SP id TAB path`; a link is a blob of mode 120000, and no file.
  const files = listed.split('\0').flatMap((entry) => {
    const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
    return id !== undefined && path !== undefined && (path === name || path.endsWith(`/${name}`)) ? [{ id, path }] : []
  })
  if (files.length === 0) return []
  const stdin = files.map(({ id }) => `${id}\n`).join('')
  const printed = await ask(job, ['--git-dir', job.mirror, 'cat-file', '--batch'], 'none', { stdin, maxOutputBytes: largest })
  return contentsOf(printed, files)
}

/** Each content stands after a line `id blob size` and before a line feed. It is found by the next one's id: sizes are of bytes, which a text that was no UTF-8 has lost. */
function contentsOf(printed: string, files: readonly { id: string; path: string }[]): { path: string; text: string }[] {
  let rest = printed
  return files.map(({ path }, place) => {
    const begin = rest.indexOf('\n') + 1
    const next = files[place + 1]
    const end = next ? rest.indexOf(`\n${next.id} blob `, begin - 1) : rest.length - 1
    const text = rest.slice(begin, Math.max(begin, end))
    rest = rest.slice(end + (next ? 1 : 0))
    return { path, text }
  })
}

/** The full id of a commit that was resolved before. */
export async function known(job: Job, sha: string): Promise<string> {
  const found = /^[0-9a-f]{7,64}$/i.test(sha) ? await commitId(job, sha.toLowerCase()) : undefined
  if (found !== undefined) return found
  throw new OpsError('not_found', `The commit ${JSON.stringify(sha)} of ${job.address.url} has not been fetched.`, 'Resolve it first.')
}
