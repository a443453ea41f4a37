import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { OpsError } from '../../core/error.ts'
import { call, callToEnd } from './call.ts'
import { framesOf } from './frames.ts'
import type { DockerTool } from './port.ts'
import { type Engine, part } from './request.ts'

type Exec = DockerTool['exec']
type Command = Parameters<Exec>[1]

const defaultOutputBytes = 16 * 1024 * 1024
const defaultDeadlineMs = 60_000
const killMs = 5_000
const markVariable = 'DEVOPS_AGENT_COMMAND'
/** Kills what has the mark in its environment: the engine has no way to end what it has started in a running container. */
const killScript = `for one in /proc/[0-9]*; do grep -qs "$1" "$one/environ" && kill -9 "\${one#/proc/}"; done; true`

/** Runs programs in containers that run. */
export function execOn(engine: Engine): Exec {
  return (container, command, options) =>
    callToEnd(
      engine,
      `${command.argv[0]} in container ${container}`,
      options,
      async ({ signal, stopped }) => {
        const mark = randomUUID()
        let runs = false
        const executing = execute(engine, container, { ...command, mark }, signal, () => {
          runs = true
        })
        try {
          return await Promise.race([executing, stopped])
        } catch (error) {
          executing.catch(() => undefined)
          const goesOn = signal.aborted || (error instanceof OpsError && error.code === 'too_large')
          if (runs && goesOn) await kill(engine, container, command.user, mark)
          throw error
        }
      },
      defaultDeadlineMs,
    )
}

async function execute(engine: Engine, container: string, command: Command & { mark: string }, signal: AbortSignal, onStart?: () => void) {
  const { argv, env = {}, user, stdin, mark, maxOutputBytes = defaultOutputBytes } = command
  const Env = Object.entries({ ...env, [markVariable]: mark }).map(([name, value]) => `${name}=${value}`)
  const streams = { AttachStdin: stdin !== undefined, AttachStdout: true, AttachStderr: true }
  const body = { ...streams, Cmd: argv, Env, ...(user === undefined ? {} : { User: user }) }
  const path = `/containers/${part(container)}/exec`
  const { Id: id } = await engine.ask<{ Id: string }>({ method: 'POST', path, body, signal })
  const connection = await engine.upgrade({ method: 'POST', path: `/exec/${id}/start`, body: { Detach: false, Tty: false }, signal })
  onStart?.()
  const leave = () => connection.destroy()
  signal.addEventListener('abort', leave, { once: true })
  try {
    // A program that does not read its input to the end is not an error.
    connection.on('error', () => undefined)
    if (stdin !== undefined) connection.end(stdin)
    const output = await collect(connection, maxOutputBytes, `${argv[0]} in container ${container}`)
    const { ExitCode } = await engine.ask<{ ExitCode: number | null }>({ method: 'GET', path: `/exec/${id}/json`, signal })
    // Without an exit code it was the engine or the container that went away, not the program that ended.
    if (ExitCode === null) throw new OpsError('unavailable', `Container ${container} ended while ${argv[0]} ran in it.`, 'Look at its log.')
    return { exitCode: ExitCode, ...output }
  } finally {
    leave()
    signal.removeEventListener('abort', leave)
  }
}

async function collect(connection: Duplex, maxBytes: number, what: string): Promise<{ stdout: string; stderr: string }> {
  const kept: Record<'out' | 'err', Buffer[]> = { out: [], err: [] }
  let bytes = 0
  for await (const { stream, chunk } of framesOf(connection)) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new OpsError('too_large', `${what} wrote more than ${maxBytes} bytes.`, 'Ask it for less.')
    kept[stream].push(chunk)
  }
  return { stdout: Buffer.concat(kept.out).toString('utf8'), stderr: Buffer.concat(kept.err).toString('utf8') }
}

/** As well as it goes: an image without a shell, or an engine that is gone, leaves nothing to do it with. */
async function kill(engine: Engine, container: string, user: string | undefined, mark: string): Promise<void> {
  const command = { argv: ['sh', '-c', killScript, 'sh', mark], mark: randomUUID(), ...(user === undefined ? {} : { user }) }
  await call(engine, 'The kill', { deadlineMs: killMs }, (signal) => execute(engine, container, command, signal)).catch(() => undefined)
}
