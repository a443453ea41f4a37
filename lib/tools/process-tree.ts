import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The environment variable that carries a run's id into everything that the run starts. */
export const runVariable = 'DEVOPS_AGENT_RUN'
/** The environment variable that marks the tree of one command, so that two commands of one run do not end each other. */
export const commandVariable = 'DEVOPS_AGENT_COMMAND'

interface Living {
  pid: number
  parent: number
  group: number
  session: number
  /** Entries `NAME=value`; empty when it is another user's. */
  environment: string[]
}

/** Which processes are meant: those that carry this entry, and those of the group (0: no group). */
export interface Family {
  entry: string
  group: number
}

const freezeRounds = 50
const killRounds = 200
const killPauseMs = 10
const execRounds = 100
const execPauseMs = 1
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4))

/** Living processes (no zombies) with their environments, except this one; empty where there is no /proc. */
function living(procFolder: string): Living[] {
  const found: Living[] = []
  for (const name of numbersIn(procFolder)) {
    const pid = Number(name)
    if (pid === process.pid) continue
    const stat = statOf(procFolder, name)
    const [, parent, group, session] = stat
    if (isOver(stat)) continue
    const environment = environmentOf(procFolder, name)
    found.push({ pid, parent: Number(parent), group: Number(group), session: Number(session), environment })
  }
  return found
}

/** The entries of a process. One that changes its program right now may show none, and is looked at again. */
function environmentOf(procFolder: string, pid: string): string[] {
  for (let round = 1; ; round += 1) {
    const text = readIfAllowed(`${procFolder}/${pid}/environ`)
    if (text !== '' || round === execRounds || hasNone(statOf(procFolder, pid))) return (text ?? '').split('\0')
    Atomics.wait(nobodyWakes, 0, 0, execPauseMs)
  }
}

/**
 * A process without environment has it between two equal addresses, and a kernel thread has no addresses at all; while execve(2)
 * is at work they are 0. Flags, `env_start` and `env_end` by proc_pid_stat(5).
 */
function hasNone(stat: string[]): boolean {
  const isKernelThread = (Number(stat[6]) & 0x200000) !== 0
  return isOver(stat) || isKernelThread || (stat[48] !== '0' && stat[47] === stat[48])
}

function isOver([state = '']: string[]): boolean {
  return state === '' || state === 'Z' || state === 'X'
}

/** State, parent, group, session and so on. The name before them may contain parentheses and spaces, so they are counted from its end. */
function statOf(procFolder: string, pid: string): string[] {
  const stat = read(`${procFolder}/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function ownSession(procFolder: string): number {
  return Number(statOf(procFolder, 'self')[3])
}

function numbersIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** A file of /proc, or nothing: the process may have ended. */
function read(file: string): string {
  return readIfAllowed(file) ?? ''
}

/** A file of /proc; null where the process has ended or belongs to another user. */
function readIfAllowed(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/**
 * The ids to signal for a family. Beside the marked ones these are their descendants and the members of their sessions: a server
 * that writes its title over its environment (PostgreSQL, nginx) bears no mark any more, but still has a parent and a session.
 * Without /proc it is the group alone, as a negative id.
 */
export function members(family: Family, procFolder: string): number[] {
  const all = living(procFolder)
  if (all.length === 0) return family.group > 0 && signal(-family.group, 0) ? [-family.group] : []
  const begun = (one: Living) => family.group > 0 && (one.group === family.group || one.session === family.group)
  const ours = all.filter((one) => one.environment.includes(family.entry) || begun(one))
  const pids = new Set(ours.map((one) => one.pid))
  const sessions = new Set(ours.map((one) => one.session))
  sessions.delete(ownSession(procFolder))
  for (let before = -1; before !== pids.size; ) {
    before = pids.size
    for (const one of all) if (pids.has(one.parent) || sessions.has(one.session)) pids.add(one.pid)
  }
  return [...pids]
}

/** The run ids that living processes carry. */
export function livingLabels(procFolder: string): string[] {
  const prefix = `${runVariable}=`
  const entries = living(procFolder).flatMap((one) => one.environment.filter((entry) => entry.startsWith(prefix)))
  return [...new Set(entries.map((entry) => entry.slice(prefix.length)))].sort()
}

/**
 * Ends all that `find` names and says how many ids that were: SIGTERM, `graceMs` to leave in order (0: none), then SIGKILL, until
 * nothing is found (bounded). They are stopped before they are killed: what is stopped cannot fork, and still counts against
 * its limit of processes, so that the survivors of a fork bomb cannot refill it.
 */
export async function endAll(find: () => number[], graceMs: number): Promise<number> {
  const seen = new Set<number>()
  const send = (name: NodeJS.Signals) => {
    const found = find()
    const fresh = found.filter((pid) => !seen.has(pid))
    for (const pid of found) {
      seen.add(pid)
      signal(pid, name)
    }
    return { found: found.length, fresh: fresh.length }
  }
  if (graceMs > 0 && (send('SIGTERM').found === 0 || (await gone(find, graceMs)))) return seen.size
  const firstKill = send('SIGSTOP')
  for (let round = 0, fresh = firstKill.fresh; round < freezeRounds && fresh > 0; round += 1) fresh = send('SIGSTOP').fresh
  for (let round = 0; round < killRounds && send('SIGKILL').found > 0; round += 1) await pause(killPauseMs)
  return seen.size
}

/** The same without waiting: a few rounds of SIGKILL, in which what was forked meanwhile is found too. */
export function killNow(families: Family[], procFolder: string): void {
  for (const family of families) {
    for (let round = 0; round < freezeRounds; round += 1) {
      const found = members(family, procFolder)
      if (found.filter((pid) => signal(pid, 'SIGKILL')).length === 0) break
    }
  }
}

async function gone(find: () => number[], withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs
  for (let waitMs = 5; performance.now() < end; waitMs = Math.min(waitMs * 2, 100)) {
    if (find().length === 0) return true
    await pause(Math.min(waitMs, Math.max(1, end - performance.now())))
  }
  return false
}

/** Sends a signal; false when there is nobody any more or it is not ours to signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
