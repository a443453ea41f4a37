import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { OpsError } from '../core/error.ts'
import { type LimitName, type Limits, withLimits } from './process-limits.ts'
import { headAndTail, lineReader, pump } from './process-output.ts'
import { checkCommand, findProgram, programMissing, shown, startFailure } from './process-program.ts'
import { commandVariable, endAll, type Family, killNow, livingLabels, members, runVariable } from './process-tree.ts'

export type { LimitName, Limits }

export interface Command {
  /** The program (searched along `env.PATH`) and its arguments; no shell is ever between. */
  argv: readonly string[]
  cwd: string
  /** The complete environment: nothing is inherited. Secrets belong here or in `stdin`, never in `argv`. */
  env: Record<string, string>
  stdin?: string | undefined
  /** The run's id, put into the environment as DEVOPS_AGENT_RUN so that the whole tree can be found again. */
  label?: string | undefined
  limits?: Limits | undefined
  /** How much of each stream is kept: half from its beginning, half from its end. Default 1 MiB. */
  maxOutputBytes?: number | undefined
}

export interface RunOptions {
  signal?: AbortSignal | undefined
  deadlineMs?: number | undefined
  /** Called for each line in order; while it works, the writer of that stream waits. An error from it ends the command. */
  onLine?: ((line: string, stream: 'out' | 'err') => void | Promise<void>) | undefined
}

/** A process that has ended, whatever its exit code. */
export interface Finished {
  argv: readonly string[]
  /** Null when a signal ended it. */
  exitCode: number | null
  signal: string | null
  durationMs: number
  stdout: string
  stderr: string
  /** Something was left out of the middle of `stdout` or `stderr`. */
  truncated: boolean
  /** Limits that were asked for and that this machine could not hold it to. */
  limitsNotApplied: LimitName[]
}

/**
 * The only place that starts processes. A non-zero exit is a value. Errors: `not_found` (no such program or folder), `invalid`
 * (NUL byte, empty or over-long command), `timeout`, `cancelled`, `unavailable` (the machine refuses).
 */
export interface ProcessTool {
  /** Runs a command to its end. When it returns or throws, nothing that it started is left, daemons included. */
  run(command: Command, options?: RunOptions): Promise<Finished>
  /** Kills every process that carries the label, except this one, and says how many there were. */
  killLabelled(label: string): Promise<number>
  /** The labels of all living processes. */
  labels(): Promise<string[]>
  /** Kills, within this turn of the event loop, all that this tool has running: for a process that is about to leave. */
  abandon(): void
}

export interface ProcessSettings {
  /** How long a process has between SIGTERM and SIGKILL. Default 3,000. */
  graceMs?: number
  /** Where prlimit is looked for. */
  helperPath?: string
  procFolder?: string
}

interface Setup {
  graceMs: number
  procFolder: string
  prlimit: string | undefined
  /** The families of the commands that run now. */
  running: Set<Family>
}

const unkillableMs = 3_000

/** Opens the tool. */
export function openProcess(settings: ProcessSettings = {}): ProcessTool {
  const procFolder = settings.procFolder ?? '/proc'
  const prlimit = findProgram('prlimit', settings.helperPath, '/')
  const running = new Set<Family>()
  const setup = { graceMs: settings.graceMs ?? 3_000, procFolder, prlimit, running }
  return {
    run: (command, options = {}) => run(command, options, setup),
    killLabelled: (label) => endAll(() => members({ entry: `${runVariable}=${label}`, group: 0 }, procFolder), 0),
    labels: async () => livingLabels(procFolder),
    abandon: () => killNow([...running], procFolder),
  }
}

async function run(command: Command, options: RunOptions, setup: Setup): Promise<Finished> {
  checkCommand(command)
  const [name = '', ...rest] = command.argv
  const program = findProgram(name, command.env.PATH, command.cwd)
  if (program === undefined) throw programMissing(name, command.env.PATH)
  if (options.signal?.aborted) throw stopped('cancelled', command, 0)
  const userId = process.getuid?.() ?? 0
  const { argv, notApplied } = withLimits([program, ...rest], command.limits ?? {}, { ...setup, userId })
  const mark = randomUUID()
  const startedAt = performance.now()
  const child = await start(argv, command, mark)
  const ended = await follow(child, command, options, mark, setup, startedAt)
  return { argv: command.argv, durationMs: Math.round(performance.now() - startedAt), ...ended, limitsNotApplied: notApplied }
}

/** Starts the child at the head of a session of its own, or says why it could not be started. */
async function start(argv: string[], command: Command, mark: string): Promise<ChildProcess> {
  const [program = '', ...rest] = argv
  const label = command.label === undefined ? {} : { [runVariable]: command.label }
  try {
    const child = spawn(program, rest, {
      cwd: command.cwd,
      env: environment({ ...command.env, ...label, [commandVariable]: mark }),
      shell: false,
      detached: true,
      stdio: [command.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    await once(child, 'spawn')
    // A program that does not read its input to the end is not an error.
    child.stdin?.on('error', () => undefined).end(command.stdin)
    return child
  } catch (error) {
    throw startFailure(error, command.argv)
  }
}

/** Next declares NODE_ENV as part of every environment; a child's environment needs no variable at all. */
function environment(variables: Record<string, string>): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv
}

type Ended = Pick<Finished, 'exitCode' | 'signal' | 'stdout' | 'stderr' | 'truncated'>

async function follow(
  child: ChildProcess,
  command: Command,
  options: RunOptions,
  mark: string,
  setup: Setup,
  startedAt: number,
): Promise<Ended> {
  const family = { entry: `${commandVariable}=${mark}`, group: child.pid ?? 0 }
  setup.running.add(family)
  const find = () => members(family, setup.procFolder)
  const exited = once(child, 'exit')
  const stop = Promise.withResolvers<never>()
  // Awaited only in races below, of which each may be decided before.
  stop.promise.catch(() => undefined)
  const cancel = () => stop.reject(stopped('cancelled', command, performance.now() - startedAt))
  const late = () => stop.reject(stopped('timeout', command, performance.now() - startedAt))
  options.signal?.addEventListener('abort', cancel, { once: true })
  if (options.signal?.aborted) cancel()
  const timer = options.deadlineMs === undefined ? undefined : setTimeout(late, options.deadlineMs)
  const [out, err] = [reader(child.stdout, 'out', command, options), reader(child.stderr, 'err', command, options)]
  const read = Promise.all([out.finished, err.finished])
  read.catch(stop.reject)
  try {
    await Promise.race([exited, stop.promise])
    await endAll(find, setup.graceMs)
    out.release()
    err.release()
    await Promise.race([read, stop.promise])
    const [stdout, stderr] = [out.result(), err.result()]
    const truncated = stdout.truncated || stderr.truncated
    return { exitCode: child.exitCode, signal: child.signalCode, stdout: stdout.text, stderr: stderr.text, truncated }
  } catch (error) {
    await endAll(find, setup.graceMs)
    out.release()
    err.release()
    // A process that hangs inside the kernel, or a consumer that never returns, must not hold the caller.
    const patience = new AbortController()
    const ends = Promise.allSettled([exited, out.finished, err.finished])
    await Promise.race([ends, pause(unkillableMs, undefined, { signal: patience.signal }).catch(() => undefined)])
    patience.abort()
    out.leave()
    err.leave()
    throw error
  } finally {
    setup.running.delete(family)
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', cancel)
  }
}

function reader(stream: Readable | null, name: 'out' | 'err', command: Command, options: RunOptions) {
  const kept = headAndTail(command.maxOutputBytes ?? 1024 * 1024)
  const lines = lineReader()
  const tell = async (some: string[]) => {
    for (const line of some) await options.onLine?.(line, name)
  }
  if (stream === null) throw new OpsError('internal', 'The pipe of a started process is missing.', 'This is a fault of the control room.')
  const pipe = pump(stream, async (chunk) => {
    kept.take(chunk)
    if (options.onLine) await tell(lines.take(chunk))
  })
  const finished = pipe.finished.then(() => tell(lines.end()))
  return { finished, release: pipe.release, leave: pipe.leave, result: kept.result }
}

function stopped(code: 'cancelled' | 'timeout', command: Command, afterMs: number): OpsError {
  const seconds = (afterMs / 1000).toFixed(1)
  if (code === 'cancelled')
    return new OpsError(code, `${shown(command.argv)} was cancelled after ${seconds} s.`, 'Start it again when it is wanted.')
  return new OpsError(
    code,
    `${shown(command.argv)} was stopped at its deadline after ${seconds} s.`,
    'Give it more time, or find out what it waits for.',
  )
}
