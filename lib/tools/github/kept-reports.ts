import { mkdir, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { OpsError } from '../../core/error.ts'
import { digestOf, folderOf, linked, written } from './kept-file.ts'
import type { Check, CommitStatus } from './reports-port.ts'

/** What is said about commits and pull requests, by where it is kept. */
interface Reports {
  statuses: CommitStatus
  checks: Check
  comments: { marker: string; body: string }
}

/** Reports of one kind about one commit or pull request as files: each is there as a whole or not at all. */
export interface KeptReports<Report> {
  all(): Promise<Report[]>
  /** The newest of a key is what is kept. True when there was none. */
  put(key: string, report: Report): Promise<boolean>
}

/** The reports about `subject`, a commit or a number, below `folder`. */
export async function keptReports<Kind extends keyof Reports>(
  folder: string,
  of: { repository: string; kind: Kind; subject: string },
): Promise<KeptReports<Reports[Kind]>> {
  const place = path.join(await folderOf(folder, of.repository), of.kind, of.subject)
  return {
    async all() {
      const names: string[] = await readdir(place).catch(() => [])
      const files = names.filter((name) => name.endsWith('.json')).map((name) => path.join(place, name))
      return Promise.all(files.map(async (file) => reportIn<Reports[Kind]>(await readFile(file, 'utf8'), file)))
    },
    async put(key, report) {
      await mkdir(place, { recursive: true, mode: 0o700 })
      const file = path.join(place, `${digestOf(key)}.json`)
      if (await linked(file, report)) return true
      await rename(await written(file, report), file)
      return false
    },
  }
}

/** What was written here is what is read: only a hand can have changed it. */
function reportIn<Report>(text: string, file: string): Report {
  try {
    return JSON.parse(text) as Report
  } catch (cause) {
    throw new OpsError('unavailable', `${file} is not the report that was kept in it.`, 'Mend the JSON in it, or remove the file.', {
      cause,
    })
  }
}
