import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TestbedFailure } from './failure.ts'
import { bootId, commandOf, mountsBelow, processes, processesOfContainer, readIfThere } from './linux.ts'
import { type NetworkState, readNetwork, restoreNetwork } from './network.ts'
import type { EnginePlaces } from './places.ts'
import { environment, run, succeeds } from './programs.ts'
import { absentFolders, removeFolders } from './traces.ts'

/** What was there before the engine, kept until the engine is gone for good. */
interface Before {
  bootId: string
  network: NetworkState
  /** The folders of an engine that were not there. */
  absent: string[]
}

const startMs = 60_000
const stopMs = 60_000

/** The version of the engine that answers there; null when none does. */
export async function askEngine(host: string, signal?: AbortSignal): Promise<string | null> {
  const args = ['version', '--format', '{{.Server.Version}}']
  const text = await run('docker', args, { env: { DOCKER_HOST: host }, signal, deadlineMs: 15_000 }).catch(() => '')
  signal?.throwIfAborted()
  return text.trim() || null
}

/**
 * An engine that was killed while it made or removed a network may keep a record with half of it, and panics at every later start
 * (https://github.com/moby/moby/issues/45057). Without its records it begins with no networks but its own.
 */
const halfNetwork = 'libnetwork.(*controller).reservePools'

/** Starts an engine that outlives this process, and waits until it answers. What the network was like before is written down first. */
export async function startEngine(places: EnginePlaces, signal?: AbortSignal): Promise<void> {
  for (const file of [places.pidFile, places.log, places.socket]) mkdirSync(path.dirname(file), { recursive: true })
  // Left by one that was killed, the record tells of the time before that one.
  if (!readBefore(places)) {
    const before: Before = { bootId: bootId(), network: await readNetwork(), absent: absentFolders() }
    writeFileSync(places.record, JSON.stringify(before))
  }
  const why = await attempt(places, signal)
  if (why === null) return
  const isHalf = readFileSync(places.log, 'utf8').includes(halfNetwork)
  if (isHalf) rmSync(path.join(places.dataRoot, 'network/files/local-kv.db'), { force: true })
  const whyAgain = isHalf ? await attempt(places, signal) : why
  if (whyAgain === null) return
  await stopEngine(places)
  const said = readFileSync(places.log, 'utf8').trim().split('\n').slice(-10).join('\n')
  throw new TestbedFailure(`The Docker engine cannot be started: ${whyAgain}.\n${said}`, `Its log is ${places.log}.`)
}

/** Starts the engine once. Returns null when it answers, else why it does not. */
async function attempt(places: EnginePlaces, signal: AbortSignal | undefined): Promise<string | null> {
  await stopRemains(places)
  // The process ids in them may be somebody else's by now, or of a process that is dead and not yet collected: the engine would wait for it in vain.
  for (const file of [places.pidFile, path.join(places.execRoot, 'containerd/containerd.pid')]) rmSync(file, { force: true })
  const log = openSync(places.log, 'w')
  const child = spawn('dockerd', argsOf(places), { cwd: '/', detached: true, stdio: ['ignore', log, log], env: environment() })
  closeSync(log)
  const gone = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message)).once('exit', (code, by) => resolve(`it ended with ${by ?? code}`))
  })
  child.unref()
  const end = Date.now() + startMs
  for (;;) {
    if (await askEngine(`unix://${places.socket}`, signal)) return null
    const why = await Promise.race([gone, pause(100, Date.now() > end ? `it does not answer after ${startMs / 1000} s` : null)])
    if (why !== null) return why
  }
}

/** The process of our engine; null when it is not running. A process id alone proves nothing: its command must name our pid file. */
export function enginePid(places: EnginePlaces): number | null {
  const pid = Number(readIfThere(places.pidFile).trim())
  if (!pid) return null
  const command = commandOf(pid)
  return command && path.basename(command[0] ?? '') === 'dockerd' && command.includes(places.pidFile) ? pid : null
}

/** True when there is something of our engine: it runs, or it left without tidying up. */
export function hasEngine(places: EnginePlaces): boolean {
  return enginePid(places) !== null || readBefore(places) !== null || existsSync(places.execRoot)
}

/** Stops our engine, or what a killed one has left, and leaves the machine as it was before. Returns false when it was not known what that was. */
export async function stopEngine(places: EnginePlaces): Promise<boolean> {
  const pid = enginePid(places)
  if (pid !== null) await stopProcess(pid)
  await stopRemains(places)
  for (const place of [...mountsBelow(places.execRoot), ...mountsBelow(places.dataRoot)]) {
    await succeeds('umount', ['--lazy', place], { deadlineMs: 30_000 })
  }
  const before = readBefore(places)
  await restoreNetwork(before?.network ?? null)
  removeFolders(before?.absent ?? [])
  for (const file of [places.execRoot, places.pidFile, places.socket, places.record]) rmSync(file, { recursive: true, force: true })
  return before !== null
}

function argsOf(places: EnginePlaces): string[] {
  const folders = ['--data-root', places.dataRoot, '--exec-root', places.execRoot, '--pidfile', places.pidFile]
  return ['--host', `unix://${places.socket}`, ...folders]
}

/** Containers of a killed engine still run under their shims, and its containerd beside them. */
async function stopRemains({ execRoot }: EnginePlaces): Promise<void> {
  const remains = processes().filter(({ command }) => command.some((argument) => argument.startsWith(`${execRoot}/containerd/`)))
  for (const { command } of remains) {
    const id = command[command.indexOf('-id') + 1]
    if (command.includes('-id') && id) for (const pid of processesOfContainer(id)) kill(pid, 'SIGKILL')
  }
  for (const { pid } of remains) kill(pid, 'SIGKILL')
  for (const { pid } of remains) await gone(pid, 10_000)
}

async function stopProcess(pid: number): Promise<void> {
  kill(pid, 'SIGTERM')
  if (await gone(pid, stopMs)) return
  kill(pid, 'SIGKILL')
  await gone(pid, 10_000)
}

async function gone(pid: number, deadlineMs: number): Promise<boolean> {
  const end = Date.now() + deadlineMs
  while (commandOf(pid)) {
    if (Date.now() > end) return false
    await pause(50)
  }
  return true
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it has just ended
  }
}

/** What was written down in this life of the machine; an older record tells of a network that is long gone. */
function readBefore({ record }: EnginePlaces): Before | null {
  const text = readIfThere(record)
  if (!text) return null
  const before: Before = JSON.parse(text) // written by startEngine
  return before.bootId === bootId() ? before : null
}
