import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './until.ts'

/** A command that was typed; `stdout` and `stderr` are what it has said so far. */
export interface Typed {
  process: ChildProcess
  stdout(): string
  stderr(): string
  /** The one document on stdout: anything beside it, or nothing, fails with all that it said. */
  document(): ReturnType<typeof JSON.parse>
  /** Resolves with the exit code, or the signal, when both streams are closed. */
  ended: Promise<number | string>
  /** Resolves once it has said this; fails with all that it said. */
  said(text: string, timeoutMs?: number): Promise<void>
}

export interface TypeOptions {
  env: Record<string, string>
  /** What stands on its stdin. */
  input?: string
  /** A program that runs the command and comes before it. */
  through?: string[]
}

// Compiled code that is kept starts sooner, and blurs what the coverage sees.
const cache = process.env.NODE_V8_COVERAGE ? { NODE_DISABLE_COMPILE_CACHE: '1' } : { NODE_COMPILE_CACHE: '.tools/compile-cache' }

/** Types a command, as a shell would: arguments, environment, pipes. */
export function type(script: string, args: readonly string[], { env, input, through = [] }: TypeOptions): Typed {
  const [program = '', ...before] = [...through, process.execPath]
  const child = spawn(program, [...before, script, ...args], { env: { ...process.env, ...cache, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk
  })
  child.stdin.on('error', () => undefined)
  if (through.length === 0) child.stdin.end(input ?? '')
  const ended = new Promise<number | string>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing')))
  const all = () => `${args.join(' ')}\n${stdout}\n${stderr}`
  const document = () => {
    try {
      return JSON.parse(stdout)
    } catch (cause) {
      throw new Error(all(), { cause })
    }
  }
  const said = (text: string, timeoutMs = 20_000) => until(() => `${stdout}${stderr}`.includes(text), timeoutMs, all)
  return { process: child, stdout: () => stdout, stderr: () => stderr, document, ended, said }
}

/** A program that gives the command after it a terminal of its own. */
export const inTerminal = ['python3', '-c', 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))']
