import { type ChildProcess, spawn } from 'node:child_process'
import { ordinal, rememberEndsMs, restartDelayMs } from './backoff.ts'
import { killGroup } from './process-list.ts'

export interface PartOptions {
  name: string
  /** Arguments of Node. */
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** Its own start-up chatter is kept off the screen; what it warns of is not. */
  isQuiet?: boolean
  say(line: string): void
  /** Told of every process that was started, so that the next supervisor can end what this one could not. */
  onLaunch(pid: number): void
}

/** A process that is kept running: whenever it ends it is started again, until it is stopped. */
export interface Part {
  readonly pid: number | undefined
  /** Since when its present process has been running, in ms of the epoch. */
  readonly since: number
  /** Ends a process that no longer does its work; it is started again at once. The reason reads on from its name. */
  replace(reason: string): void
  /** Ends it for good: asks, and after the deadline forces. */
  stop(deadlineMs: number): Promise<void>
  /** Ends it for good and at once. */
  kill(): void
}

export function keepRunning({ name, args, cwd, env, isQuiet = false, say, onLaunch }: PartOptions): Part {
  let child: ChildProcess | undefined
  let reason: string | undefined
  let waiting: NodeJS.Timeout | undefined
  let since = Date.now()
  let isStopping = false
  let ends: number[] = []

  const launch = () => {
    since = Date.now()
    // A process group of its own: the terminal's Ctrl-C reaches the supervisor alone. A channel: it closes when the supervisor dies.
    const launched = spawn(process.execPath, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', isQuiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    })
    child = launched
    launched.once('error', (error) => launched.pid === undefined && ended(`could not be started (${error.message})`))
    launched.once('exit', (code, signal) => {
      if (launched.pid !== undefined) killGroup(launched.pid)
      ended(signal ? `ended by ${signal}` : `ended with exit code ${code}`)
    })
    if (launched.pid !== undefined) onLaunch(launched.pid)
  }

  const ended = (how: string) => {
    child = undefined
    if (isStopping) return
    const now = Date.now()
    ends = [...ends.filter((end) => end > now - rememberEndsMs), now]
    const delayMs = restartDelayMs(ends.length)
    const story = `${name} ${reason ?? how}`
    reason = undefined
    if (delayMs >= 1000) say(`${story}; waiting ${(delayMs / 1000).toFixed(1)} s before the next start`)
    waiting = setTimeout(() => {
      launch()
      say(`${delayMs >= 1000 ? name : `${story};`} started again, ${ordinal(ends.length)} time in 5 min`)
    }, delayMs)
  }

  launch()
  return {
    get pid() {
      return child?.pid
    },
    get since() {
      return since
    },
    replace: (why) => {
      reason = why
      child?.kill('SIGKILL')
    },
    stop: (deadlineMs) => {
      isStopping = true
      clearTimeout(waiting)
      return child ? endWithin(child, deadlineMs) : Promise.resolve()
    },
    kill: () => {
      isStopping = true
      clearTimeout(waiting)
      child?.kill('SIGKILL')
    },
  }
}

function endWithin(child: ChildProcess, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
    child.once('exit', () => {
      clearTimeout(force)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
