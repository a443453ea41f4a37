import { randomUUID } from 'node:crypto'
import { OpsError } from '../../core/error.ts'
import type { ContainerSpec, DockerTool } from '../docker/port.ts'
import { eventually } from '../eventually.ts'
import { openTools } from '../open.ts'
import type { PostgresServer, PostgresTool } from './port.ts'

/** The image that tests run, one of the testbed's. */
export const image = 'postgres:17'

/** False while it is being set up. */
const answers = (asked: Promise<void>) =>
  asked.then(
    () => true,
    (error: unknown) => {
      if (error instanceof OpsError && error.code === 'unavailable') return false
      throw error
    },
  )

/** A real server in a container, on a network of its own. All of it bears labels of its own, and `clean` removes it. */
export interface ServerBench {
  docker: DockerTool
  postgres: PostgresTool
  server: PostgresServer
  labels: Record<string, string>
  spec: ContainerSpec
  /** Waits until the server answers. */
  ready(): Promise<void>
  /** Runs statements with psql as a role, each by itself, as a build would: from another container on the network. */
  as(role: { name: string; password: string }, database: string, ...statements: string[]): Promise<{ exitCode: number; lines: string[] }>
  clean(): Promise<number>
}

/** Makes the server, with `more` labels of its container; it is not waited for. */
export async function openServerBench(more: Record<string, string> = {}): Promise<ServerBench> {
  const { docker, postgres } = openTools({ dataDir: '/nowhere', allow: { hosts: [], paths: [] }, protectedBranches: [], credentials: {} })
  const container = `test-${randomUUID().slice(0, 8)}-postgres`
  const labels = { 'devops-agent.test': container }
  await docker.createNetwork({ name: container, internal: true, labels })
  await docker.createVolume({ name: container, labels })
  const common = { image, labels: { ...labels, ...more }, mounts: [], limits: { memoryBytes: 512 * 1024 ** 2, cpus: 2, processes: 200 } }
  const spec: ContainerSpec = {
    ...common,
    name: container,
    user: 'postgres',
    // Everything is written to the log that anybody may ask for: what must not be there is not.
    argv: ['postgres', '-c', 'fsync=off', '-c', 'log_statement=all', '-c', 'log_min_duration_statement=0'],
    env: { POSTGRES_PASSWORD: randomUUID() },
    networks: [{ name: container, aliases: ['db'] }],
    mounts: [{ volume: container, path: '/var/lib/postgresql/data', readOnly: false }],
    readOnlyRoot: false,
  }
  await docker.start(spec)
  const server = { container, admin: 'postgres' }
  return {
    docker,
    postgres,
    server,
    labels,
    spec,
    ready: () => eventually('the server answers', () => answers(postgres.harden(server)), 60_000),
    as: async ({ name, password }, database, ...statements) => {
      const lines: string[] = []
      const client = {
        ...common,
        labels,
        entrypoint: ['psql'],
        argv: ['-XAtq', '-d', database, ...statements.flatMap((sql) => ['-c', sql])],
        env: { PGHOST: 'db', PGUSER: name, PGPASSWORD: password, PGCONNECT_TIMEOUT: '10' },
        networks: [{ name: container }],
        readOnlyRoot: true,
      }
      const { exitCode } = await docker.run(client, { onLine: (line) => void lines.push(line), deadlineMs: 30_000 })
      return { exitCode, lines }
    },
    clean: () => docker.removeLabelled(labels),
  }
}
