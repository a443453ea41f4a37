import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A control room that is ready, as its supervisor announces it in `<data>/control-room.json`. */
export interface Announced {
  pid: number
  /** Null when it runs without pages. */
  address: string | null
  databaseUrl: string
  startedAt: string
}

/** The control room that runs on this data folder and is ready; null when none is. */
export function findAnnounced(dataDir: string): Announced | null {
  const announced = parse(readText(path.join(dataDir, 'control-room.json')))
  return announced && isSupervisor(announced.pid) ? announced : null
}

/** A pid alone may have been given to another program since. */
function isSupervisor(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return process.platform !== 'linux' || readText(`/proc/${pid}/cmdline`).includes('start.mjs')
}

/** A file that is not whole announces nothing. */
function parse(text: string): Announced | null {
  try {
    const { pid, address, databaseUrl, startedAt } = JSON.parse(text)
    const isWhole = Number.isInteger(pid) && pid > 0 && typeof databaseUrl === 'string' && typeof startedAt === 'string'
    return isWhole ? { pid, address: typeof address === 'string' ? address : null, databaseUrl, startedAt } : null
  } catch {
    return null
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
