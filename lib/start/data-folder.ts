import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { OpsError } from '../core/error.ts'
import type { SystemUser } from './postgres-user.ts'

/** The file whose lock is held while a control room runs on a data folder; it also marks a folder as one. */
export const lockFileOf = (dataDir: string) => path.join(dataDir, 'control-room.lock')

const serviceHome = '/var/lib/control-room'

export interface DefaultFolder {
  root: string
  user: SystemUser | undefined
  say(line: string): void
  home?: string
}

/**
 * Makes the data folder, open to its owner alone, and returns its real path. As root, PostgreSQL runs as `user`, who must be let through:
 * a folder that lies where `user` may not go is refused.
 */
export function openDataFolder(dataDir: string, user: SystemUser | undefined): string {
  if (user) admit(wayTo(dataDir), user, dataDir)
  const isNew = !existsSync(dataDir)
  const dir = makeOwn(dataDir)
  if (isNew || readdirSync(dir).length === 0) close(dir, user)
  else if (!existsSync(lockFileOf(dir))) {
    throw new OpsError(
      'invalid',
      `The folder ${dir} is not empty and is not a data folder of a control room.`,
      'Name an empty or a new one with --data DIR.',
    )
  }
  if (user) admit(dir, user)
  return dir
}

/** The real path of a folder that is there and that this process may use. */
function makeOwn(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    throw new OpsError('refused', `The data folder ${dataDir} cannot be used: ${codeOf(error)}.`, 'Name another with --data DIR.', {
      cause: error,
    })
  }
}

/** The part of the way to a folder that is there already, without the folder itself, which is still to be opened to the user. */
function wayTo(dir: string): string {
  if (existsSync(dir)) return path.dirname(realpathSync(dir))
  const parent = path.dirname(dir)
  return existsSync(parent) ? realpathSync(parent) : wayTo(parent)
}

/** The data folder when none is named: `.data` in the checkout. Where `user` may not enter the checkout, `.data` is a link into /var/lib. */
export function defaultDataFolder({ root, user, say, home = serviceHome }: DefaultFolder): string {
  const dataDir = path.join(root, '.data')
  const shut = user && firstClosedTo(user, root)
  if (!shut || lstatSync(dataDir, { throwIfNoEntry: false })) return dataDir
  const place = path.join(home, `${path.basename(root)}-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  mkdirSync(place, { recursive: true, mode: 0o700 })
  symlinkSync(place, dataDir)
  say(`PostgreSQL runs as user ${user.name}, who may not enter ${shut}: the data lies in ${place} (.data is a link to it).`)
  return dataDir
}

/** The outermost folder on the way to `dir` that `user` may not enter. */
export function firstClosedTo(user: SystemUser, dir: string): string | undefined {
  const parts = dir.split(path.sep)
  const way = parts.map((_, index) => parts.slice(0, index + 1).join(path.sep) || path.sep)
  return way.find((folder) => !mayEnter(user, folder))
}

/** Refuses a folder that `user` cannot reach; it is called by the name that was given. */
export function admit(dir: string, user: SystemUser, named = dir): void {
  const shut = firstClosedTo(user, dir)
  if (!shut) return
  const hint = `Name a folder that this user can reach, for example --data ${serviceHome}, or start as another user than root.`
  throw new OpsError(
    'refused',
    `PostgreSQL runs as user ${user.name}, who may not enter ${shut}, where the data folder ${named} lies.`,
    hint,
  )
}

function mayEnter(user: SystemUser, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder)
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  return (mode & bit) !== 0
}

function close(dir: string, user: SystemUser | undefined): void {
  if (user) chownSync(dir, 0, user.gid)
  chmodSync(dir, user ? 0o710 : 0o700)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
