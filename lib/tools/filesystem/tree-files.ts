import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FolderEntries, TreeFiles } from './tree-files-port.ts'

const largestFile = 1024 * 1024

/** Reads at once, one after the other: asking for hundreds of small folders one by one in turns takes several times as long. */
export function openTreeFiles({ roots }: { roots: readonly string[] }): TreeFiles {
  const realRoots = roots.map((root) => realOf(root) ?? path.resolve(root))
  const isInside = (real: string) => realRoots.some((root) => real === root || real.startsWith(root === '/' ? root : `${root}/`))
  const kindOf = (folder: string, entry: Dirent): 'folder' | 'file' | null => {
    if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'folder' : 'file'
    const real = realOf(path.join(folder, entry.name))
    if (real === null || !isInside(real)) return null
    return statSync(real).isDirectory() ? 'folder' : 'file'
  }
  return {
    entries(folder) {
      const found: FolderEntries = { folders: [], files: [], isAbsent: false, problem: null }
      try {
        if (!isInside(realpathSync(folder)))
          return { ...found, problem: `${folder} is not below a folder that may be read: see allow.paths in config/agent.yml.` }
        for (const entry of readdirSync(folder, { withFileTypes: true })) {
          const kind = kindOf(folder, entry)
          if (kind !== null) found[kind === 'folder' ? 'folders' : 'files'].push(entry.name)
        }
      } catch (error) {
        const code = codeOf(error)
        return { ...found, isAbsent: code === 'ENOENT', problem: code === 'ENOENT' ? null : `${folder} cannot be read (${code}).` }
      }
      return { ...found, folders: found.folders.sort(), files: found.files.sort() }
    },
    file(file) {
      try {
        const real = realpathSync(file)
        const stat = statSync(real)
        if (!isInside(real) || !stat.isFile() || stat.size > largestFile) return null
        const bytes = readFileSync(real)
        return { text: bytes.toString(), sha256: createHash('sha256').update(bytes).digest('hex') }
      } catch {
        return null
      }
    },
  }
}

function realOf(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'
}
