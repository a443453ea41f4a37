import { createHash, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import { known, largest } from './history.ts'
import { ask, type Job } from './mirror.ts'
import type { GitDraft, GitEdit } from './port.ts'

/** A file, link or submodule of a tree. */
interface Entry {
  mode: string
  id: string
}
type Entries = Map<string, Entry>

const [plainFile, submodule] = ['100644', '160000']

/** Makes a commit out of objects alone: with an index of its own, no working tree, no filter, no hook. */
export async function commit(job: Job, { parent, edits, message, author, at }: GitDraft): Promise<string> {
  const index = path.join(job.workshop.mirrorFolder, `.index-${randomUUID()}`)
  const who = { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_AUTHOR_DATE: at }
  const committer = { GIT_COMMITTER_NAME: author.name, GIT_COMMITTER_EMAIL: author.email, GIT_COMMITTER_DATE: at }
  const env = { ...job.workshop.env, ...who, ...committer, GIT_INDEX_FILE: index }
  const using: Job = { ...job, workshop: { ...job.workshop, env } }
  const base = await known(using, parent)
  try {
    await ask(using, ['--git-dir', job.mirror, 'read-tree', base])
    const entries = await entriesOf(using)
    const before = new Map(entries)
    for (const edit of edits) await apply(using, entries, edit)
    await ask(using, ['--git-dir', job.mirror, 'update-index', '-z', '--index-info'], 'none', { stdin: differences(before, entries) })
    const tree = (await ask(using, ['--git-dir', job.mirror, 'write-tree'])).trim()
    if (tree === (await ask(using, ['--git-dir', job.mirror, 'rev-parse', `${base}^{tree}`])).trim()) return base
    const words = ['--git-dir', job.mirror, 'commit-tree', '--no-gpg-sign', '-p', base, '-F', '-', tree]
    return (await ask(using, words, 'none', { stdin: `${message.trimEnd()}\n` })).trim()
  } finally {
    await rm(index, { force: true })
  }
}

async function entriesOf(job: Job): Promise<Entries> {
  const listed = await ask(job, ['--git-dir', job.mirror, 'ls-files', '--stage', '-z'], 'none', { maxOutputBytes: largest })
  // Entries `mode SP id SP stage TAB path`, ended by NUL.
  return new Map(
    listed.split('\0').flatMap((line) => {
      const [, mode, id, file] = /^(\d+) ([0-9a-f]+) \d\t(.+)$/s.exec(line) ?? []
      return mode !== undefined && id !== undefined && file !== undefined ? [[file, { mode, id }] as const] : []
    }),
  )
}

/** What `update-index --index-info` is told: mode 0 takes a path away. What is gone comes first, since a folder may stand where a file was. */
function differences(before: Entries, after: Entries): string {
  const gone = [...before.keys()].filter((file) => !after.has(file)).map((file) => `0 ${'0'.repeat(40)}\t${file}\0`)
  const set = [...after].flatMap(([file, { mode, id }]) => {
    const earlier = before.get(file)
    return earlier?.id === id && earlier.mode === mode ? [] : [`${mode} ${id}\t${file}\0`]
  })
  return [...gone, ...set].join('')
}

async function apply(job: Job, entries: Entries, edit: GitEdit): Promise<void> {
  switch (edit.edit) {
    case 'write':
      return write(job, entries, edit)
    case 'move':
      return move(entries, edit)
    case 'pin':
      return pin(entries, edit)
  }
}

async function write(job: Job, entries: Entries, { path: file, text, is }: GitEdit & { edit: 'write' }): Promise<void> {
  checkPath(file)
  const before = entries.get(file)
  if (before && !before.mode.startsWith('100')) throw conflict(`${file} is a link or a submodule, and no file.`)
  if (!before) checkFree(entries, file)
  if (is !== undefined && is !== (before ? digestOf(await textOf(job, before.id)) : ''))
    throw conflict(`${file} has changed since it was looked at, or what is there is not committed.`)
  const id = await ask(job, ['--git-dir', job.mirror, 'hash-object', '-w', '--no-filters', '--stdin'], 'none', { stdin: text })
  entries.set(file, { mode: before?.mode ?? plainFile, id: id.trim() })
}

function move(entries: Entries, { from, to }: GitEdit & { edit: 'move' }): void {
  checkPath(from)
  checkPath(to)
  const moved = [...entries].filter(([file]) => file === from || file.startsWith(`${from}/`))
  if (moved.length === 0) throw new OpsError('not_found', `There is no ${from} in the commit.`, 'Commit it first, then run it again.')
  if (to.startsWith(`${from}/`)) throw conflict(`${from} cannot be moved into itself.`)
  for (const [file] of moved) entries.delete(file)
  checkFree(entries, to)
  for (const [file, entry] of moved) entries.set(`${to}${file.slice(from.length)}`, entry)
}

function pin(entries: Entries, { path: file, sha }: GitEdit & { edit: 'pin' }): void {
  if (entries.get(file)?.mode !== submodule) throw new OpsError('not_found', `${file} is no submodule.`, 'See .gitmodules.')
  entries.set(file, { mode: submodule, id: sha })
}

/** Nothing stands there, below it, or above it as anything but a folder. */
function checkFree(entries: Entries, file: string): void {
  const above = file.split('/').map((_, place, parts) => parts.slice(0, place + 1).join('/'))
  const taken = above.find((one) => entries.has(one)) ?? [...entries.keys()].find((one) => one.startsWith(`${file}/`))
  if (taken !== undefined) throw conflict(`${file} cannot be made: ${taken} is there.`)
}

/** Below the root, and nothing of git's own. */
function checkPath(file: string): void {
  const isPlain = !/[\p{Cc}\\]/u.test(file) && file.split('/').every((part) => !['', '.', '..', '.git'].includes(part.toLowerCase()))
  if (!isPlain) throw new OpsError('invalid', `${JSON.stringify(file)} is no path below the root.`, 'Give it as git ls-files shows it.')
}

function textOf(job: Job, id: string): Promise<string> {
  return ask(job, ['--git-dir', job.mirror, 'cat-file', 'blob', id], 'none', { maxOutputBytes: largest })
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function conflict(message: string): OpsError {
  return new OpsError('conflict', message, 'Look at it again, then run it again.')
}
