import { type ChildProcess, spawn } from 'node:child_process'
import { finished } from 'node:stream/promises'
import { TestbedFailure } from './failure.ts'

/** Variables of the environment. */
export type Environment = Record<string, string>

export interface RunOptions {
  /** After this time the program is asked to end, and 30 seconds later made to. */
  deadlineMs: number
  /** Ends the program when someone wants the whole work ended. */
  signal?: AbortSignal | undefined
  /** Added to the environment of this process. */
  env?: Environment | undefined
  /** Written to its standard input. */
  input?: string | undefined
}

const graceMs = 30_000
const linesShown = 15

/** Runs a program and returns what it printed. When it fails, TestbedFailure tells how it ended and the last lines of what it said. */
export async function run(program: string, args: string[], options: RunOptions): Promise<string> {
  const { child, ended } = start(program, args, options)
  child.stdin?.on('error', () => undefined).end(options.input ?? '')
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  await ended(() => output)
  return output
}

/** Lets the second program read what the first one prints. When the first fails, the second is killed before it meets the end of its input. */
export async function pipe(first: [string, string[]], second: [string, string[]], options: RunOptions): Promise<void> {
  const writer = start(...first, options)
  const reader = start(...second, options)
  let output = ''
  reader.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const { stdout } = writer.child
  const { stdin } = reader.child
  if (!stdout || !stdin) throw new Error('both programs were started with pipes')
  writer.child.stdin?.end()
  stdin.on('error', () => stdout.resume()) // the reader has ended early: the writer is let through to its end
  stdout.pipe(stdin, { end: false })
  const reading = reader.ended(() => output)
  const writing = Promise.all([writer.ended(() => ''), finished(stdout)])
  reading.catch(() => writer.child.kill())
  await writing.then(
    () => stdin.end(),
    () => reader.child.kill('SIGKILL'),
  )
  // Who failed first made the other fail: of the two sentences the reader's says more only when it was not killed for the writer.
  const [read, written] = await Promise.allSettled([reading, writing])
  if (read.status === 'rejected' && !reader.child.killed) throw read.reason
  if (written.status === 'rejected') throw written.reason
  if (read.status === 'rejected') throw read.reason
}

/** True when the program can be run with these arguments and succeeds. */
export async function succeeds(program: string, args: string[], options: RunOptions): Promise<boolean> {
  try {
    await run(program, args, options)
    return true
  } catch {
    return false
  }
}

interface Started {
  child: ChildProcess
  /** Settles when the program is gone, with what it printed in the failure's sentence. */
  ended(output: () => string): Promise<void>
}

function start(program: string, args: string[], { deadlineMs, signal, env }: RunOptions): Started {
  signal?.throwIfAborted()
  const child = spawn(program, args, { env: environment(env), stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-20_000)
  })
  let isLate = false
  const end = () => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
  }
  const timer = setTimeout(() => {
    isLate = true
    end()
  }, deadlineMs)
  signal?.addEventListener('abort', end)
  const closed = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject).once('close', (code, by) => resolve([code, by]))
  }).finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  })
  closed.catch(() => undefined)
  const name = [program, args[0] ?? ''].join(' ').trim()
  return {
    child,
    async ended(output) {
      const [code, by] = await closed.catch((error) => {
        throw new TestbedFailure(`${program} cannot be started: ${messageOf(error)}.`, `Install ${program}, then try again.`)
      })
      signal?.throwIfAborted()
      if (code === 0) return
      const how = isLate ? `did not end within ${deadlineMs / 1000} s` : `ended ${by ? `by ${by}` : `with exit code ${code}`}`
      const text = [output(), said].join('\n').trim().split('\n').slice(-linesShown).join('\n')
      throw new TestbedFailure(`${name} ${how}.${text && `\n${text}`}`, 'What it said last stands above. Mend it, then try again.')
    },
  }
}

/** The environment of this process, in which also an administrator's programs are found, and messages are in English. */
export function environment(more: Environment = {}): NodeJS.ProcessEnv {
  const path = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`
  return { ...process.env, PATH: path, LC_ALL: 'C.UTF-8', ...more }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
