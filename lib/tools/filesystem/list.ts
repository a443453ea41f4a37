import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import type { FileEntry } from './port.ts'

/** The regular files below a folder in order of their paths. */
export async function listFiles(
  folder: string,
  options: CallOptions & { limit?: number | undefined; skip?: string[] | undefined },
): Promise<FileEntry[]> {
  const { limit = 20_000, skip = [] } = options
  const endsAt = performance.now() + (options.deadlineMs ?? Number.POSITIVE_INFINITY)
  const files: FileEntry[] = []
  const walk = async (below: string): Promise<void> => {
    checkTime(folder, options.signal, endsAt)
    for (const entry of await entriesOf(path.join(folder, below), below === '')) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && !skip.includes(entry.name) && !skip.includes(name)) await walk(name)
      if (!entry.isFile()) continue
      const sizeBytes = await sizeOf(path.join(folder, name))
      if (sizeBytes === undefined) continue
      if (files.length === limit)
        throw new OpsError('too_large', `${folder} holds more than ${limit} files.`, 'Look into a folder below it.')
      files.push({ path: name, sizeBytes })
    }
  }
  await walk('')
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function checkTime(folder: string, signal: AbortSignal | undefined, endsAt: number): void {
  if (signal?.aborted) throw new OpsError('cancelled', `Listing ${folder} was cancelled.`, 'Start it again when it is wanted.')
  if (performance.now() > endsAt)
    throw new OpsError('timeout', `Listing ${folder} was stopped at its deadline.`, 'Give it more time, or look into a folder below it.')
}

/** What a folder holds; one below the first may vanish while its neighbours are read. */
async function entriesOf(folder: string, isFirst: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isFirst) throw error
    return []
  }
}

/** Undefined when the file has vanished meanwhile, or its name is no text and cannot be named by a path. */
async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await lstat(file)).size
  } catch {
    return undefined
  }
}
