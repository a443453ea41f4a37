import { git, type Job } from './mirror.ts'

/** A key as git writes it, its variable in lower case, and its value. */
export type Setting = readonly [key: string, value: string]

/** Settings that name what git starts when it looks at files, fetches, or clears up after it. */
const programs =
  /^(?:filter\..*\.(?:clean|smudge|process)|remote\..*\.(?:uploadpack|vcs)|core\.alternaterefscommand|gc\.recentobjectshook)$/s

/** The words by which git takes a folder for a repository of its own, and for nothing else that its settings may name. */
export function ownSide(folder: string): string[] {
  return ['-C', folder, '--git-dir', `${folder}/.git`, '--work-tree', folder, '-c', 'core.fsmonitor=false']
}

/** All settings that hold in a folder, those of a worktree and of included files too; null where git cannot read them. */
export async function settingsIn(job: Job, folder: string): Promise<Setting[] | null> {
  const there = await git(job, [...ownSide(folder), 'rev-parse', '--git-dir'])
  if (there.exitCode !== 0) return null
  const listed = await git(job, [...ownSide(folder), 'config', '--includes', '--list', '-z'])
  if (listed.exitCode !== 0) return null
  // Entries `key LF value`, ended by NUL.
  const entries = listed.stdout.split('\0').filter((entry) => entry !== '')
  return entries.map((entry) => [entry.replace(/\n.*/s, ''), entry.replace(/^[^\n]*\n?/, '')])
}

/** Keys of settings by which looking at the folder's files, or changing them, would start a program. */
export function programsIn(settings: readonly Setting[]): string[] {
  return settings.filter(([key, value]) => programs.test(key) && value !== '').map(([key]) => key)
}
