import { closeSync, type Dirent, lstatSync, openSync, readdirSync, readSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { OpsError } from '../../core/error.ts'
import type { AddonFolder, AddonsFiles, UnreadRoot } from './addons-port.ts'

const largestFile = 1024 * 1024
/** Manifests that are remembered: those of some very large installations. */
const mostKnown = 20_000

interface Known {
  stamp: string
  bytes: Uint8Array
}

/**
 * Reads addons below `roots`. What has not changed since the last look (by device, inode, size and times of the file) is not read again.
 * A folder of addons is read in one go, which is several times faster than asking for its hundreds of files one by one; between two
 * folders others have their turn.
 */
export function openAddons({ roots }: { roots: readonly string[] }): AddonsFiles {
  const known = new Map<string, Known>()
  const realRoots = roots.map((root) => realOr(root))
  const isInside = (real: string) => realRoots.some((root) => real === root || real.startsWith(root === '/' ? root : `${root}/`))

  function read(file: string, stat: Stats): Uint8Array {
    const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(' ')
    const before = known.get(file)
    if (before?.stamp === stamp) return before.bytes
    const bytes = readWhole(file, stat.size)
    if (known.size >= mostKnown) known.clear()
    known.set(file, { stamp, bytes })
    return bytes
  }

  /** The folder as a module; null for one that is none. `below` is `root` with a slash, `real` is where its links lead. */
  function moduleAt(root: string, below: string, real: string, entry: Dirent): AddonFolder | null {
    if (!entry.isDirectory() && !entry.isSymbolicLink()) return null
    const file = `${real}/${entry.name}/__manifest__.py`
    const place = { name: entry.name, path: below + entry.name, root }
    const told = (problem: string): AddonFolder => ({ ...place, manifest: null, problem })
    try {
      const own = lstatSync(file, { throwIfNoEntry: false })
      const isLinked = entry.isSymbolicLink() || own?.isSymbolicLink()
      const stat = isLinked ? statSync(file, { throwIfNoEntry: false }) : own
      if (!stat) return null
      if (!stat.isFile()) return told('Its manifest is not a file.')
      if (isLinked && !isInside(realpathSync(file))) return told('It is a link that leads out of the folders that may be read.')
      if (stat.size > largestFile) return told(`Its manifest has ${stat.size} bytes; one has at most 1 MiB.`)
      return { ...place, manifest: read(file, stat), problem: null }
    } catch (error) {
      return told(says(error))
    }
  }

  function modulesIn(root: string): AddonFolder[] | UnreadRoot {
    const unread = (message: string, isAbsent = false): UnreadRoot => ({ path: root, isAbsent, message })
    if (!path.isAbsolute(root) || root.includes('\0')) return unread('It is not an absolute path.')
    try {
      const real = realpathSync.native(root)
      if (!isInside(real)) return unread('It is not below a folder that may be read: see allow.paths in config/agent.yml.')
      const below = path.join(root, '/')
      const entries = readdirSync(real, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
      return entries.flatMap((entry) => moduleAt(root, below, real, entry) ?? [])
    } catch (error) {
      return unread(says(error), codeOf(error) === 'ENOENT')
    }
  }

  return {
    async modules(paths) {
      const folders: AddonFolder[] = []
      const unread: UnreadRoot[] = []
      for (const root of new Set(paths)) {
        const found = modulesIn(root)
        if (Array.isArray(found)) folders.push(...found)
        else unread.push(found)
        await setImmediate()
      }
      return { folders, unread }
    },
    async text(file) {
      try {
        const stat = statSync(file, { throwIfNoEntry: false })
        if (!stat) return null
        if (!isInside(realpathSync(file)))
          throw new OpsError('refused', `${file} is not below a folder that may be read.`, 'See allow.paths in config/agent.yml.')
        if (!stat.isFile()) throw new OpsError('unavailable', `${file} is not a file.`, 'Name a file.')
        if (stat.size > largestFile)
          throw new OpsError('too_large', `${file} has ${stat.size} bytes; at most 1 MiB is read.`, 'Name another file.')
        return new TextDecoder().decode(read(file, stat))
      } catch (error) {
        if (error instanceof OpsError) throw error
        throw new OpsError('unavailable', `${file}: ${says(error)}`, 'Give the control room the right to read it.', { cause: error })
      }
    },
  }
}

/** As many bytes as the file had when it was looked at: not asking again for its size makes hundreds of small files twice as fast. */
function readWhole(file: string, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes)
  const handle = openSync(file, 'r')
  try {
    let filled = 0
    for (let got = -1; got !== 0 && filled < sizeBytes; filled += got) got = readSync(handle, bytes, filled, sizeBytes - filled, null)
    return bytes.subarray(0, filled)
  } finally {
    closeSync(handle)
  }
}

/** A root that is not there yet is taken as it is written. */
function realOr(root: string): string {
  try {
    return realpathSync(root)
  } catch {
    return path.resolve(root)
  }
}

const sentences: Record<string, string> = {
  ENOENT: 'It is not there.',
  ENOTDIR: 'It is not a folder.',
  EACCES: "It may not be read by the control room's user.",
  EPERM: "It may not be read by the control room's user.",
  ELOOP: 'It is a link that leads in a circle.',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function says(error: unknown): string {
  const code = codeOf(error)
  return sentences[code] ?? `It cannot be read (${code || 'no reason given'}).`
}
