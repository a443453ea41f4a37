import { createHash, randomUUID } from 'node:crypto'
import { link, realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** The folder of one repository below `folder`: a name that a person recognises and that is unique to it, however its address ends. */
export async function folderOf(folder: string, repository: string): Promise<string> {
  const address = (repository.startsWith('/') ? await realpath(repository).catch(() => repository) : repository).replace(
    /(?:\.git)?\/*$/,
    '',
  )
  const name = path
    .basename(address)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60)
  return path.join(folder, `${name || 'repository'}-${digestOf(address)}`)
}

/** A short name for what may have any length. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Writes beside `file`, for a rename that lets all of it appear at once. Returns where. */
export async function written(file: string, thing: object): Promise<string> {
  const part = `${file}.${randomUUID().slice(0, 8)}.part`
  await writeFile(part, `${JSON.stringify(thing, null, 2)}\n`, { mode: 0o600 })
  return part
}

/** True when the file was made; false when there is one of this name already. */
export async function linked(file: string, thing: object): Promise<boolean> {
  const part = await written(file, thing)
  try {
    await link(part, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(part, { force: true })
  }
}
