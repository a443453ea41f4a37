import { chmod, lstat, readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Removes a folder and all in it, links themselves and never what they lead to. Folders that were made unwritable (as caches of
 * packages are) are removed too; nothing happens when it is gone already.
 */
export async function removeTree(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    await openUp(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Gives the owner the right to remove what is below. */
async function openUp(folder: string): Promise<void> {
  const stat = await lstat(folder).catch(() => undefined)
  if (!stat?.isDirectory()) return
  await chmod(folder, 0o700).catch(() => undefined)
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
    if (entry.isDirectory()) await openUp(path.join(folder, entry.name))
}
