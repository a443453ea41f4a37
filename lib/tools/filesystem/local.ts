import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { type ErrorCode, OpsError } from '../../core/error.ts'
import { listFiles } from './list.ts'
import type { FilesystemTool } from './port.ts'
import { removeTree } from './remove.ts'

export interface FilesystemSettings {
  /** Folders below which files may be touched, beside `workRoot`. */
  roots: readonly string[]
  /** Where the folders of runs are. */
  workRoot: string
}

/** The file system of this machine. */
export function openFilesystem({ roots, workRoot }: FilesystemSettings): FilesystemTool {
  const inside = (file: string) => within([workRoot, ...roots], file)
  const folderOf = (runId: string) => path.join(workRoot, plainName(runId))
  return {
    workFolder: (runId) =>
      told(runId, async () => {
        await mkdir(workRoot, { recursive: true, mode: 0o700 })
        const folder = await inside(folderOf(runId))
        await mkdir(folder, { recursive: true, mode: 0o700 })
        return folder
      }),
    removeWorkFolder: (runId) => told(runId, async () => removeTree(folderOf(runId))),
    list: (folder, options = {}) => told(folder, async () => listFiles(await inside(folder), options)),
    readText: (file, options = {}) => told(file, async () => readText(await inside(file), options.maxBytes ?? 1024 * 1024)),
    writeText: (file, text) => told(file, async () => writeText(await inside(file), text)),
    exists: (file) => told(file, async () => isThere(await inside(file))),
  }
}

/** The name of a run as a single part of a path. */
function plainName(runId: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(runId)) return runId
  throw new OpsError(
    'refused',
    `${JSON.stringify(runId.slice(0, 100))} is not the id of a run.`,
    'Ids have letters, digits, dots and dashes.',
  )
}

/**
 * The real path of a file, links resolved, or `refused` when that is not below a root. The part that does not exist yet is taken
 * as it is written: nothing there can be a link.
 */
async function within(roots: readonly string[], file: string): Promise<string> {
  if (!path.isAbsolute(file) || file.includes('\0')) throw outside(file, 'It is not an absolute path.')
  const real = await realPath(path.resolve(file))
  const realRoots = await Promise.all(roots.map((root) => realPath(path.resolve(root))))
  if (!realRoots.some((root) => real === root || real.startsWith(root.endsWith('/') ? root : `${root}/`)))
    throw outside(file, 'Only files below the folders of the control room are touched.')
  return real
}

async function realPath(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || file === '/') throw error
    // A link that leads to nothing would be followed by a write.
    if (await isThere(file)) throw outside(file, 'It is a link that leads to nothing.')
    return path.join(await realPath(path.dirname(file)), path.basename(file))
  }
}

function outside(file: string, hint: string): OpsError {
  return new OpsError('refused', `${JSON.stringify(file.slice(0, 300))} leads out of the folders that may be touched.`, hint)
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}

async function readText(file: string, maxBytes: number): Promise<string> {
  // O_NONBLOCK: opening a named pipe would wait for somebody to write into it.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new OpsError('refused', `${file} is not a file that can be read.`, 'Only regular files are read.')
    // The size is not trusted: the file may grow while it is read.
    const buffer = Buffer.alloc(Math.min(maxBytes, stat.size) + 1)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    if (bytesRead > maxBytes)
      throw new OpsError('too_large', `${file} has more than ${maxBytes} bytes.`, 'Read a part of it another way, or raise the limit.')
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Writes beside the file and renames, so that a reader, or a crash, never meets half of it. */
async function writeText(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const made = `${file}.${randomUUID().slice(0, 8)}.part`
  const handle = await open(made, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.close()
    await rename(made, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(made, { force: true })
    throw error
  }
}

const meanings: Record<string, [code: ErrorCode, says: string, hint: string]> = {
  ENOENT: ['not_found', 'is not there', 'Check its path.'],
  ENOTDIR: ['not_found', 'is not there: a part of its path is a file', 'Check its path.'],
  EISDIR: ['refused', 'is a folder', 'Give the path of a file.'],
  ELOOP: ['refused', 'is a link', 'Links are not followed here.'],
  EACCES: ['unavailable', "may not be touched by the control room's user", 'Give that user the right to it.'],
  EPERM: ['unavailable', "may not be touched by the control room's user", 'Give that user the right to it.'],
  ENOSPC: ['unavailable', 'does not fit: the disk is full', 'Free space on it.'],
  ENAMETOOLONG: ['refused', 'has too long a name', 'Shorten it.'],
}

/** Runs it and gives what the system says a sentence. */
async function told<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OpsError) throw error
    const [code, says, hint] = meanings[codeOf(error)] ?? [
      'unavailable',
      `cannot be used: ${codeOf(error)}`,
      'Look at the disk that it is on.',
    ]
    throw new OpsError(code, `${name.slice(0, 300)} ${says}.`, hint, { cause: error })
  }
}

/** The system's name of an error, for example `ENOENT`. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
}
