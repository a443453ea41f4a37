import path from 'node:path'
import { SettingError } from '../../config/env.ts'
import { errorCodes, OpsError } from '../core/error.ts'
import { comeUp } from './come-up.ts'
import { defaultDataFolder, lockFileOf, openDataFolder } from './data-folder.ts'
import { findControlRoom } from './find.ts'
import { hearSignals } from './leave.ts'
import { type Lock, tryLock, waitForLock } from './lock.ts'
import { postgresUser } from './postgres-user.ts'
import { StopStack } from './stop-stack.ts'

export interface StartOptions {
  /** The checkout. */
  root: string
  /** Undefined: the one that DATA_DIR names, else the default one. */
  dataDir: string | undefined
  /** Undefined: the one it had last time, else 8017, else a free one. */
  port: number | undefined
  /** Database and worker only; leaves by itself. */
  headless: boolean
  env: NodeJS.ProcessEnv
}

const handOverMs = 30_000

/** Runs a control room until it is asked to stop, then stops what it started, the last first. Returns the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const say = (line: string) => console.error(line)
  const tell = (line: string) => console.log(line)
  const stops = new StopStack(say)
  const leaving = hearSignals(() => stops.force())
  try {
    const dataDir = await findDataFolder(options, say)
    const lock = await takeFolder(dataDir, options.headless)
    stops.add({ name: 'the lock', calmly: lock.release })
    await comeUp({ ...options, dataDir, stops, leaving, say, tell })
    await leaving.asked
    return 0
  } catch (error) {
    return explain(error, say)
  } finally {
    await stops.run()
  }
}

async function findDataFolder({ root, dataDir, env }: StartOptions, say: (line: string) => void): Promise<string> {
  const user = env.DATABASE_URL ? undefined : await postgresUser()
  const named = dataDir ?? (env.DATA_DIR ? path.resolve(root, env.DATA_DIR) : undefined)
  return openDataFolder(named ?? defaultDataFolder({ root, user, say }), user)
}

/** One control room a data folder. A headless one, which runs for commands only, makes way for one with pages. */
async function takeFolder(dataDir: string, headless: boolean): Promise<Lock> {
  const file = lockFileOf(dataDir)
  const free = tryLock(file)
  if (free) return free
  const other = findControlRoom(dataDir)
  if (other?.address === null && !headless) {
    process.kill(other.pid, 'SIGTERM')
    const handedOver = await waitForLock(file, handOverMs)
    if (handedOver) return handedOver
  }
  if (!other)
    throw new OpsError('conflict', `Another start is at work on ${dataDir}.`, 'Wait for it, or name another folder with --data DIR.')
  const place = other.address === null ? 'without pages' : `at ${other.address}`
  throw new OpsError(
    'conflict',
    `A control room is already running ${place} (pid ${other.pid}).`,
    'Use that one, or name another folder with --data DIR.',
  )
}

/** Says what is known of the error and returns its exit code; what is no known kind of error is thrown on. */
function explain(error: unknown, say: (line: string) => void): number {
  if (error instanceof SettingError) {
    say(`${error.message}\nCorrect it, then start again.`)
    return errorCodes.invalid.exit
  }
  if (!(error instanceof OpsError)) throw error
  say(`${error.message}\n${error.hint}`)
  return errorCodes[error.code].exit
}
