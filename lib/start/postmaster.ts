import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startedAt } from './process-identity.ts'

export interface Postmaster {
  pid: number
  started: string
}

// Above any pid that Linux or macOS gives out.
const noSuchPid = 2_147_483_647

/** The first process of the PostgreSQL that runs in the folder `home`, by its `postmaster.pid`; null when none does. */
export function postmasterOf(home: string): Postmaster | null {
  const pid = pidIn(home)
  const started = pid === null ? null : startedAt(pid)
  return pid === null || started === null || !worksIn(pid, home) ? null : { pid, started }
}

/**
 * Mends a `postmaster.pid` left behind by a killed server whose pid still looks alive: a zombie that nothing reaps (a container without an init),
 * or a pid given to another program. Its other lines stay, since PostgreSQL finds there whether an old process still holds the shared memory.
 */
export function forgetDeadPostmaster(home: string): void {
  if (pidIn(home) === null || postmasterOf(home) !== null) return
  const [, ...rest] = linesOf(home)
  writeFileSync(fileOf(home), [noSuchPid, ...rest].join('\n'))
}

/** A server's working directory is its folder. Where that cannot be read, the pid is believed. */
function worksIn(pid: number, home: string): boolean {
  try {
    return process.platform !== 'linux' || readlinkSync(`/proc/${pid}/cwd`) === realpathSync(home)
  } catch {
    return false
  }
}

function pidIn(home: string): number | null {
  const pid = Number(linesOf(home)[0])
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

function linesOf(home: string): string[] {
  try {
    return readFileSync(fileOf(home), 'utf8').split('\n')
  } catch {
    return []
  }
}

function fileOf(home: string): string {
  return path.join(home, 'postmaster.pid')
}
