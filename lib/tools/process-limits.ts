import { readdirSync, readFileSync } from 'node:fs'

/** What one process of a command may use at most. Each process of the tree has its own allowance, except `processes`. */
export interface Limits {
  /** Private writable memory (RLIMIT_DATA): reserved but untouched address space, as of a JavaScript engine, does not count. */
  memoryBytes?: number
  /** How many processes and threads may be added to those that this user has already. The kernel never holds root to it. */
  processes?: number
  /** Size of a file that is written. */
  fileBytes?: number
  /** Seconds of processor time: SIGXCPU, one second later SIGKILL. */
  cpuSeconds?: number
  openFiles?: number
}

export type LimitName = keyof Limits

/** What the machine allows: where prlimit is, who we are, and our own hard limits, which only root may exceed. */
export interface Machine {
  prlimit: string | undefined
  userId: number
  procFolder: string
}

const resources: Record<LimitName, { option: string; row: string }> = {
  memoryBytes: { option: '--data', row: 'Max data size' },
  processes: { option: '--nproc', row: 'Max processes' },
  fileBytes: { option: '--fsize', row: 'Max file size' },
  cpuSeconds: { option: '--cpu', row: 'Max cpu time' },
  openFiles: { option: '--nofile', row: 'Max open files' },
}
const names: LimitName[] = ['memoryBytes', 'processes', 'fileBytes', 'cpuSeconds', 'openFiles']

/** Puts util-linux prlimit before the command, and names the limits that this machine cannot hold it to. */
export function withLimits(argv: string[], limits: Limits, machine: Machine): { argv: string[]; notApplied: LimitName[] } {
  const asked = names.filter((name) => limits[name] !== undefined)
  const possible = asked.filter((name) => machine.prlimit !== undefined && !(name === 'processes' && machine.userId === 0))
  const notApplied = asked.filter((name) => !possible.includes(name))
  if (machine.prlimit === undefined || possible.length === 0) return { argv, notApplied }
  const ceilings = read(`${machine.procFolder}/self/limits`)
  const options = possible.map((name) => {
    const already = name === 'processes' ? tasksOf(machine) : 0
    const wanted = Math.max(1, Math.trunc(limits[name] ?? 0)) + already
    const ceiling = hardLimit(ceilings, resources[name].row)
    // Between the soft and the hard limit of processor time lies the second in which SIGXCPU can be told from SIGKILL.
    const hard = name === 'cpuSeconds' ? wanted + 1 : wanted
    return `${resources[name].option}=${Math.min(wanted, ceiling)}:${Math.min(hard, ceiling)}`
  })
  return { argv: [machine.prlimit, ...options, '--', ...argv], notApplied }
}

/** The second figure of a row such as `Max open files   1024   524288   files`; `unlimited` is infinite. */
function hardLimit(table: string, row: string): number {
  const line = table.split('\n').find((one) => one.startsWith(row)) ?? ''
  const figure = Number(line.slice(row.length).trim().split(/\s+/)[1])
  return Number.isFinite(figure) ? figure : Number.POSITIVE_INFINITY
}

/** How many processes and threads the user has: the kernel counts both against RLIMIT_NPROC. */
function tasksOf(machine: Machine): number {
  const pids = readdirSync(machine.procFolder).filter((name) => /^\d+$/.test(name))
  const threads = pids.map((pid) => {
    const status = read(`${machine.procFolder}/${pid}/status`)
    const owner = /^Uid:\s+(\d+)/m.exec(status)?.[1]
    return Number(owner) === machine.userId ? Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 1) : 0
  })
  return threads.reduce((sum, count) => sum + count, 0)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
