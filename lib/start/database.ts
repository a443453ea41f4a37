import path from 'node:path'
import { OpsError } from '../core/error.ts'
import { migrate, readMigrations } from '../store/migrate.ts'
import { createDatabase, databaseAnswers, databaseErrorCode } from './ask-database.ts'
import { restartDelayMs } from './backoff.ts'
import { copyDatabase } from './cold-copy.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import type { StopStack } from './stop-stack.ts'
import { watch } from './watch.ts'

export interface DatabaseOptions {
  root: string
  dataDir: string
  /** Set: that database, and none of ours. */
  externalUrl: string | undefined
  stops: StopStack
  say(line: string): void
}

const lookMs = 500
const looksPerQuestion = 10
const hangStrikes = 6
const externalMs = 15_000

/** Brings up the database and its tables, and returns its URL. An embedded one is kept running until it is stopped. */
export async function openDatabase({ root, dataDir, externalUrl, stops, say }: DatabaseOptions): Promise<string> {
  const folder = path.join(root, 'prisma/migrations')
  if (externalUrl !== undefined) {
    await reach(externalUrl)
    await migrate(externalUrl, folder)
    return externalUrl
  }
  const postgres = await startPostgres(dataDir)
  stops.add({ name: 'PostgreSQL', calmly: () => postgres.stop(), now: () => postgres.stop({ atOnce: true }) })
  if (postgres.adopted) say('PostgreSQL was running already; adopted it')
  await bringUpToDate(dataDir, postgres, folder, say)
  const stopWatching = keepUp(postgres, say)
  stops.add({ name: 'the watch over PostgreSQL', calmly: stopWatching, now: stopWatching })
  return postgres.url
}

/** Migrates; a database that holds something is copied first. */
async function bringUpToDate(dataDir: string, postgres: Postgres, folder: string, say: (line: string) => void): Promise<void> {
  const { applied, pending } = await readMigrations(postgres.url, folder)
  const [first] = pending
  if (first !== undefined && applied.length > 0)
    say(`the database is copied before migration ${first}: ${await copyDatabase(dataDir, { postgres, name: first, now: new Date() })}`)
  await migrate(postgres.url, folder)
}

/** Starts PostgreSQL again whenever it is gone, or is there but has not answered six times in a row. Returns what ends this. */
function keepUp(postgres: Postgres, say: (line: string) => void): () => Promise<void> {
  let looks = 0
  let unanswered = 0
  let failures = 0
  return watch({
    everyMs: lookMs,
    strikes: 1,
    ask: async () => {
      if (!postgres.isAlive()) return false
      looks += 1
      if (looks % looksPerQuestion === 0) unanswered = (await databaseAnswers(postgres.url)) ? 0 : unanswered + 1
      return unanswered < hangStrikes
    },
    onDown: async () => {
      const what = postgres.isAlive() ? 'did not answer for half a minute' : 'ended'
      unanswered = 0
      try {
        await postgres.restart()
        failures = 0
        say(`PostgreSQL ${what}; started again`)
      } catch (error) {
        failures += 1
        say(`PostgreSQL ${what} and does not start: ${reasonOf(error)}`)
        await new Promise((resolve) => setTimeout(resolve, restartDelayMs(failures)))
      }
    },
  })
}

/** Waits for the server and makes the database when there is none of that name. */
async function reach(url: string): Promise<void> {
  for (const end = Date.now() + externalMs; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    try {
      return await createDatabase(url)
    } catch (error) {
      if (await databaseAnswers(url)) return
      // Class 28: the credentials are refused. 42501: the database may not be made.
      const code = databaseErrorCode(error)
      if (code?.startsWith('28') || code === '42501' || Date.now() > end) {
        const hint = 'Check DATABASE_URL and that server, or unset it to use the embedded one.'
        throw new OpsError('unavailable', `The PostgreSQL at ${new URL(url).host} cannot be used: ${reasonOf(error)}.`, hint, {
          cause: error,
        })
      }
    }
  }
}

/** An error of several addresses has no message of its own. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message || (databaseErrorCode(error) ?? 'it does not answer')
}
