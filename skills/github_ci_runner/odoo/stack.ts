import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import type { ContainerSpec, Mount } from '../../../lib/tools/docker/port.ts'
import type { Job } from '../workspace.ts'
import { buildServer, ownOf } from './labels.ts'

/** Where the code of a build lies in its containers, read-only. */
export const addonsFolder = '/mnt/extra-addons'
const connections = 40
const largestTreeBytes = 2 * 1024 ** 3
/** Odoo's files and whatever a test writes: it lies in memory, within the container's limit. */
const temporaryBytes = 1024 ** 3
/** Loaded while a template is made; see there. A folder with a dot is none of the repository's. */
const ownAddons = `${import.meta.dirname}/template_addons`
const ownPlace = '.devops-agent'
const patienceMs = 60_000
const pauseMs = 1_000

const dataFolder = '/tmp/odoo'
/** The words that load it, for an `odoo` of that series. */
export function templateWords(series: Series): { addonsPath: string; load: string } {
  const own = series === '19.0' ? 'base,rpc,web' : 'base,web'
  return { addonsPath: `${addonsFolder}/${ownPlace}`, load: `--load=${own},devops_agent_template` }
}

/** What the containers of one build have in common. */
export interface Stack {
  image: string
  password: string
}

/**
 * The run's own network, with the database server on it and nothing else; its role; and a volume with its code. What an earlier
 * attempt made is removed first: a stack is never half old.
 */
export async function raise(
  step: StepTools,
  job: Job,
  { image, folder, place, only }: { image: string; folder: string; place: string; only?: readonly string[] },
): Promise<Stack> {
  const { docker, postgres } = step.tools
  const { signal } = step
  const own = ownOf(job.runId)
  await takeDown(step, job.runId)
  const password = crypto.randomUUID()
  await docker.createNetwork({ name: own.network, internal: !job.settings.odoo.egress, labels: own.labels }, { signal })
  await docker.connect(own.network, buildServer.container, { signal, aliases: ['db'] })
  await docker.createVolume({ name: own.volume, labels: own.labels }, { signal })
  const source = { image, labels: own.labels, maxBytes: largestTreeBytes }
  const bytes = await docker.fillVolume(own.volume, { ...source, folder, place, only }, { signal })
  await docker.fillVolume(own.volume, { ...source, folder: ownAddons, place: ownPlace }, { signal })
  await postgres.createRole(buildServer, { name: own.database, password, connections }, { signal })
  await step.log(`An isolated network, a role and a copy of the code (${Math.ceil(bytes / 1024)} KiB) are ready.`)
  return { image, password }
}

/** Removes all that a run has on the engine and the database server; nothing happens where there is nothing. */
async function takeDown({ tools, signal, log }: StepTools, runId: string): Promise<void> {
  const own = ownOf(runId)
  const removed = await tools.docker.removeLabelled(own.labels, { signal })
  const server = await tools.docker.inspect(buildServer.container, { signal })
  // What is in a server that stands still can only be removed by starting it.
  if (server?.status === 'exited') await tools.docker.restart(buildServer.container, { signal })
  if (server !== null) {
    await tools.postgres.drop(buildServer, own.database, { signal })
    await tools.postgres.dropRole(buildServer, own.database, { signal })
  }
  if (removed > 0) await log(`Removed from the Docker engine: ${removed} things of this run.`)
}

/** The same at a run's end, with patience for an engine or a server that is just coming back: nothing of a run is left behind. */
export async function cleanEngine(step: StepTools, runId: string): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await takeDown(step, runId)
    } catch (error) {
      const isPassing = error instanceof OpsError && error.code === 'unavailable'
      if (!isPassing || performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** A container of the build: no way out but to its database, nothing to write to but memory that is bounded. */
export function containerOf(job: Job, stack: Stack, command: { argv: string[]; name?: string }): ContainerSpec {
  const own = ownOf(job.runId)
  const { limits, odoo } = job.settings
  const mounts: Mount[] = [
    { volume: own.volume, path: addonsFolder, readOnly: true },
    { memoryBytes: temporaryBytes, path: '/tmp' },
    // The image makes this a volume, which would have no bound: it is not used.
    { memoryBytes: 4096, path: '/var/lib/odoo' },
  ]
  return {
    image: stack.image,
    name: command.name,
    entrypoint: ['odoo'],
    argv: [...command.argv, `--data-dir=${dataFolder}`],
    // libpq reads these itself, so that no password stands among the arguments.
    env: {
      PGHOST: 'db',
      PGUSER: own.database,
      PGPASSWORD: stack.password,
      // No configuration but ours.
      ODOO_RC: '/dev/null',
      HOME: '/tmp',
      LANG: 'C.UTF-8',
      PYTHONUNBUFFERED: '1',
    },
    labels: own.labels,
    networks: [{ name: own.network }],
    mounts,
    limits: { memoryBytes: limits.memoryBytes, cpus: odoo.cpus, processes: limits.processes },
    readOnlyRoot: true,
  }
}
