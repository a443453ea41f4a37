import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** When a living process started, in the system's own words; null when it is gone or only a zombie. With its pid it names one process for ever. */
export function startedAt(pid: number): string | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** True while the process that had this pid and this start is alive: a pid alone may have been given to another. */
export function isAlive(pid: number, started: string): boolean {
  return startedAt(pid) === started
}

/** proc(5): after the command in parentheses come the state (field 3) and, nineteen fields on, the start in clock ticks since boot. */
function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

function fromPs(pid: number): string | null {
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return state === '' || state.startsWith('Z') ? null : start.join(' ')
  } catch {
    return null
  }
}
