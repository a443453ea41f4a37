import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import type { PullRequest } from './port.ts'

/** Pull requests as files, `<number>.json`: each is there as a whole or not at all, and no number is given twice. */
export interface Kept {
  /** Those of the repository, by their numbers. */
  all(): Promise<PullRequest[]>
  /** Null where there is none of this number. */
  one(number: number): Promise<PullRequest | null>
  /** Gives it the next number. */
  add(request: Omit<PullRequest, 'number'>): Promise<PullRequest>
  replace(request: PullRequest): Promise<void>
  remove(number: number): Promise<void>
}

/** The pull requests of one repository, below `folder`. */
export async function keptOf(folder: string, repository: string): Promise<Kept> {
  const place = path.join(folder, await slugOf(repository))
  const fileOf = (number: number) => path.join(place, `${number}.json`)
  const numbers = async () => {
    const names: string[] = await readdir(place).catch(() => [])
    return names.flatMap((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? Number.NaN)).filter(Number.isSafeInteger)
  }
  const one = async (number: number) => {
    const text = await readFile(fileOf(number), 'utf8').catch(() => null)
    return text === null ? null : requestIn(text, fileOf(number))
  }
  return {
    one,
    async all() {
      const found = await Promise.all((await numbers()).sort((a, b) => a - b).map(one))
      return found.filter((request) => request !== null)
    },
    async add(request) {
      await mkdir(place, { recursive: true, mode: 0o700 })
      for (let number = Math.max(0, ...(await numbers())) + 1; ; number += 1) {
        const made = { number, ...request }
        if (await linked(fileOf(number), made)) return made
      }
    },
    async replace(request) {
      const part = await written(fileOf(request.number), request)
      await rename(part, fileOf(request.number))
    },
    remove: (number) => rm(fileOf(number), { force: true }),
  }
}

async function written(file: string, request: PullRequest): Promise<string> {
  const part = `${file}.${randomUUID().slice(0, 8)}.part`
  await writeFile(part, `${JSON.stringify(request, null, 2)}\n`, { mode: 0o600 })
  return part
}

/** True when the file was made; false when there is one of this number already. */
async function linked(file: string, request: PullRequest): Promise<boolean> {
  const part = await written(file, request)
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

/** What was written here is what is read: only a hand can have changed it. */
function requestIn(text: string, file: string): PullRequest {
  try {
    return JSON.parse(text) as PullRequest
  } catch (cause) {
    throw new OpsError('unavailable', `${file} is not the pull request that was kept in it.`, 'Mend the JSON in it, or remove the file.', {
      cause,
    })
  }
}

/** A folder name that a person recognises and that is unique to the repository, however its address ends. */
async function slugOf(repository: string): Promise<string> {
  const address = (repository.startsWith('/') ? await realpath(repository).catch(() => repository) : repository).replace(
    /(?:\.git)?\/*$/,
    '',
  )
  const name = path
    .basename(address)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60)
  return `${name || 'repository'}-${createHash('sha256').update(address).digest('hex').slice(0, 12)}`
}
