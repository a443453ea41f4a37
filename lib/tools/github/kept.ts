import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import { folderOf, linked, written } from './kept-file.ts'
import type { PullRequest } from './port.ts'

/** What is kept of a pull request: the rest is the same for all that are kept here. */
export type KeptRequest = Omit<PullRequest, 'headRepository' | 'isFork' | 'author' | 'isDraft' | 'isMergeable'>

/** Pull requests as files, `<number>.json`: each is there as a whole or not at all, and no number is given twice. */
export interface Kept {
  /** Those of the repository, by their numbers. */
  all(): Promise<KeptRequest[]>
  /** Null where there is none of this number. */
  one(number: number): Promise<KeptRequest | null>
  /** Gives it the next number. */
  add(request: Omit<KeptRequest, 'number'>): Promise<KeptRequest>
  replace(request: KeptRequest): Promise<void>
  remove(number: number): Promise<void>
}

/** The pull requests of one repository, below `folder`. */
export async function keptOf(folder: string, repository: string): Promise<Kept> {
  const place = await folderOf(folder, repository)
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

/** What was written here is what is read: only a hand can have changed it. */
function requestIn(text: string, file: string): KeptRequest {
  try {
    return JSON.parse(text) as KeptRequest
  } catch (cause) {
    throw new OpsError('unavailable', `${file} is not the pull request that was kept in it.`, 'Mend the JSON in it, or remove the file.', {
      cause,
    })
  }
}
