import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { ContainerState } from '../../../lib/tools/docker/port.ts'
import type { DatabaseFacts } from '../../../lib/tools/postgres/port.ts'
import type { Job } from '../workspace.ts'
import { buildServer, buildServerLabels } from './labels.ts'

const network = 'devops-agent-build'
const volume = 'devops-agent-build-postgres'
const readyDeadlineMs = 90_000
const answerMs = 10_000
const pauseMs = 200
const lastLines = 4

/**
 * Databases of builds are worth nothing after a power cut: nothing waits for the disk. A commit is still handed to the kernel before
 * it is answered, so that a server that is killed has lost none.
 */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
}

/** Brings up the server of the builds where it is not running, waits until it answers, and tells its databases. Several runs may do so at once. */
export async function ensureServer(step: StepTools, job: Job, readyMs = readyDeadlineMs): Promise<DatabaseFacts[]> {
  const { docker, postgres } = step.tools
  const { signal } = step
  const found = await docker.inspect(buildServer.container, { signal })
  if (found?.status !== 'running') {
    await step.log(`Starting PostgreSQL for builds (${job.settings.odoo.postgresImage}).`)
    if (found === null || !(await startsAgain(step, found))) await start(step, job)
  }
  const until = performance.now() + readyMs
  for (;;) {
    const options = { signal, deadlineMs: answerMs }
    const told = await answer(Promise.all([postgres.databases(buildServer, options), postgres.harden(buildServer, options)]))
    if (told !== null) return told[0]
    if (performance.now() > until) throw notReady(readyMs, await lastWords(step))
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    signal?.throwIfAborted()
  }
}

/** Null from a server that cannot be asked yet. */
async function answer<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof OpsError && (error.code === 'unavailable' || error.code === 'timeout')) return null
    throw error
  }
}

/** One that stands still is started as it is, since other runs are connected to it; where it cannot, it is removed and false is returned. */
async function startsAgain({ tools: { docker }, signal, log }: StepTools, { id, status }: ContainerState): Promise<boolean> {
  if (status === 'restarting') return true
  try {
    await docker.restart(id, { signal })
    return true
  } catch (error) {
    if (!(error instanceof OpsError) || error.code === 'unavailable' || error.code === 'cancelled') throw error
    await log(`It cannot start as it is and is made anew: ${error.message}`, 'err')
    await docker.remove(id, { signal })
    return false
  }
}

async function start({ tools: { docker }, signal, log }: StepTools, job: Job): Promise<void> {
  const { postgresImage } = job.settings.odoo
  await docker.pull(postgresImage, { signal, onLine: (line) => log(line) })
  await docker.createNetwork({ name: network, internal: true, labels: buildServerLabels }, { signal })
  await docker.createVolume({ name: volume, labels: buildServerLabels }, { signal })
  const spec = {
    image: postgresImage,
    name: buildServer.container,
    argv: ['postgres', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Nobody comes in by it: builds have roles of their own, and the admin is trusted on the socket inside.
    env: { POSTGRES_PASSWORD: crypto.randomUUID() },
    user: 'postgres',
    labels: buildServerLabels,
    networks: [{ name: network }],
    mounts: [{ volume, path: '/var/lib/postgresql/data', readOnly: false }],
    limits: { memoryBytes: 2 * 1024 ** 3, cpus: 2, processes: 1024 },
    readOnlyRoot: false,
    restart: true,
  }
  try {
    await docker.start(spec, { signal })
  } catch (error) {
    // Another run was first.
    if (!(error instanceof OpsError) || error.code !== 'conflict') throw error
  }
}

/** What the server wrote last, which says why it does not answer; empty where it cannot be read. */
async function lastWords({ tools: { docker }, signal }: StepTools): Promise<string> {
  const lines = await docker.logs(buildServer.container, { signal, tail: lastLines }).catch(() => [])
  return lines
    .map(({ line }) => line.trim())
    .filter((line) => line !== '')
    .join(' | ')
}

function notReady(readyMs: number, words: string): OpsError {
  return new OpsError(
    'unavailable',
    `The PostgreSQL of the builds (container ${buildServer.container}) did not answer within ${readyMs / 1000} s.${words && ` Its last words: ${words}`}`,
    `Look at docker logs ${buildServer.container}; when its data is broken, remove the container and its volume: it holds nothing but templates.`,
  )
}
