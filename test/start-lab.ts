import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findControlRoom } from '../lib/start/find.ts'
import { isAlive, startedAt } from '../lib/start/process-identity.ts'
import { until } from './until.ts'

export interface Started {
  process: ChildProcess
  output(): string
  /** Resolves with the exit code, or the signal. */
  ended: Promise<number | string>
}

/** An empty place under /tmp that the database's user may enter. */
export function newPlace(): string {
  const place = mkdtempSync(path.join(os.tmpdir(), 'start-'))
  chmodSync(place, 0o755)
  return place
}

/** Starts the control room by its door. */
export function start(args: string[], env: Record<string, string> = {}): Started {
  return startNode(['bin/start.mjs', ...args], env)
}

export function startNode(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  // Not 'close': what it started shares these pipes.
  const ended = new Promise<number | string>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? 'nothing')))
  return { process: child, output: () => output, ended }
}

/** The control room of this folder, once it is ready. */
export async function ready(dataDir: string, started: Started) {
  await until(
    () => findControlRoom(dataDir) !== null || started.process.exitCode !== null,
    60_000,
    () => `it was not ready:\n${started.output()}`,
  )
  const room = findControlRoom(dataDir)
  if (!room) throw new Error(`it ended:\n${started.output()}`)
  return room
}

/** Every process that names this place: by its arguments, its environment or its working directory. */
export function processesOf(place: string): { pid: number; command: string }[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && startedAt(pid) !== null)
  return pids.flatMap((pid) => {
    const read = (file: string) => readIfThere(`/proc/${pid}/${file}`)
    return `${read('cmdline')}\n${read('environ')}`.includes(place) ? [{ pid, command: read('cmdline').replaceAll('\0', ' ') }] : []
  })
}

/** The processes that run this file for this place. */
export function partsOf(place: string, file: string): number[] {
  return processesOf(place)
    .filter(({ command }) => command.includes(file))
    .map(({ pid }) => pid)
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

/** Ends what a failed test has left, by pid, and removes the place. */
export async function clear(place: string, dataDir: string): Promise<void> {
  const left = [...processesOf(place).map(({ pid }) => pid), ...readPid(dataDir)].map((pid) => ({ pid, started: startedAt(pid) ?? '' }))
  for (const { pid, started } of left) if (isAlive(pid, started)) process.kill(pid, 'SIGKILL')
  await until(
    () => left.every(({ pid, started }) => !isAlive(pid, started)),
    10_000,
    () => 'something cannot be ended',
  )
  rmSync(place, { recursive: true, force: true })
}

function readPid(dataDir: string): number[] {
  try {
    return [postmasterPid(dataDir)]
  } catch {
    return []
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
