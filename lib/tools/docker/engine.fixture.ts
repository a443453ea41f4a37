import { randomUUID } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openProcess } from '../process.ts'
import { openDocker } from './engine.ts'
import type { ContainerSpec, DockerTool } from './port.ts'

/** The image that tests run, one of the testbed's: Debian with sh and python3. */
export const image = 'odoo:19'
const enginePath = '/var/run/docker.sock'

/** The real engine. All that a test file makes bears labels of its own, and `clean` removes it. */
export interface Bench {
  docker: DockerTool
  labels: Record<string, string>
  /** A name that nobody else has. */
  name(what: string): string
  /** A shell script in a container of its own: small, no network, nothing to write to. */
  script(text: string, more?: Partial<ContainerSpec>): ContainerSpec
  clean(): Promise<number>
}

export function openBench(host?: string): Bench {
  const id = randomUUID().slice(0, 8)
  const labels = { 'devops-agent.test': id }
  const docker = openDocker({ process: openProcess(), host })
  const limits = { memoryBytes: 256 * 1024 ** 2, cpus: 1, processes: 64 }
  const common = { image, entrypoint: ['sh', '-c'], env: {}, labels, networks: [], mounts: [], limits, readOnlyRoot: true }
  return {
    docker,
    labels,
    name: (what) => `test-${id}-${what}`,
    script: (text, more = {}) => ({ ...common, argv: [text], ...more }),
    clean: () => docker.removeLabelled(labels),
  }
}

/** Runs it and keeps every line, `out` and `err` before each. */
export async function linesOf(docker: DockerTool, spec: ContainerSpec, deadlineMs = 30_000) {
  const lines: string[] = []
  const end = await docker.run(spec, { deadlineMs, onLine: (line, stream) => void lines.push(`${stream} ${line}`) })
  return { ...end, lines }
}

/** A way to the real engine that can break. */
export interface Wire {
  host: string
  /** Nothing passes any more, and nobody is told. */
  hush(): void
  /** Every connection is cut, and no new one is taken. */
  cut(): Promise<void>
}

/** Between a tool and the engine; `silent` from the beginning accepts and says nothing. */
export async function openWire({ silent = false } = {}): Promise<Wire> {
  const file = path.join(tmpdir(), `wire-${randomUUID().slice(0, 8)}.sock`)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    sockets.add(near.on('error', () => undefined))
    if (silent) return
    const far = connect(enginePath)
    sockets.add(far.on('error', () => undefined))
    near.pipe(far).pipe(near)
  })
  await listening(server, file)
  return {
    host: `unix://${file}`,
    hush: () => {
      for (const socket of sockets) socket.unpipe().pause()
      silent = true
    },
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function listening(server: Server, file: string): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(file, resolve))
}
