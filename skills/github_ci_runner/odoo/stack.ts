import { OpsError } from '../../../lib/core/error.ts'
import type { StepTools } from '../../../lib/core/skill.ts'
import { together } from '../../../lib/core/together.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import type { ContainerSpec, Mount } from '../../../lib/tools/docker/port.ts'
import type { Job } from '../workspace.ts'
import { dropDatabase, makeDatabase } from './database.ts'
import { buildServer, ownOf } from './labels.ts'

/** Where the code of a build lies in its containers, read-only. */
export const addonsFolder = '/mnt/extra-addons'
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

/** What lies in a stack: the folder, at its place among the addons, or only some of it; and the template that the database is a copy of. */
export interface Layout {
  image: string
  folder: string
  place: string
  only?: readonly string[]
  /** Beside it lie the addons with which a template is made. */
  forTemplate?: boolean
  template: string | undefined
}

/**
 * The run's own network, with the database server on it and nothing else; a volume with its code; its role, and its database as it
 * begins. What an earlier attempt made is removed first: a stack is never half old. What is on the engine and what is in the database
 * server know nothing of each other, and are made at the same time.
 */
export async function raise(step: StepTools, job: Job, layout: Layout): Promise<Stack> {
  const password = crypto.randomUUID()
  const onEngine = removeOwn(step, job.runId).then(() => together(raiseNetwork(step, job), layOut(step, job, layout)))
  await together(onEngine, makeDatabase(step, job, { password, template: layout.template }))
  await step.log('An isolated network, a copy of the code and a database of its own are ready.')
  return { image: layout.image, password }
}

async function raiseNetwork({ tools, signal }: StepTools, { runId, settings }: Job): Promise<void> {
  const own = ownOf(runId)
  await tools.docker.createNetwork({ name: own.network, internal: !settings.odoo.egress, labels: own.labels }, { signal })
  await tools.docker.connect(own.network, buildServer.container, { signal, aliases: ['db'] })
}

async function layOut({ tools, signal, log }: StepTools, { runId }: Job, layout: Layout): Promise<void> {
  const own = ownOf(runId)
  const { image, folder, place, only, forTemplate = false } = layout
  await tools.docker.createVolume({ name: own.volume, labels: own.labels }, { signal })
  const parts = [{ folder, place, only }, ...(forTemplate ? [{ folder: ownAddons, place: ownPlace }] : [])]
  const source = { parts, image, labels: own.labels, maxBytes: largestTreeBytes }
  const bytes = await tools.docker.fillVolume(own.volume, source, { signal })
  await log(`The code is copied: ${Math.ceil(bytes / 1024)} KiB.`)
}

/** Removes all that a run has on the engine; nothing happens where there is nothing. */
async function removeOwn({ tools, signal, log }: StepTools, runId: string): Promise<void> {
  const removed = await tools.docker.removeLabelled(ownOf(runId).labels, { signal })
  if (removed > 0) await log(`Removed from the Docker engine: ${removed} things of this run.`)
}

async function takeDown(step: StepTools, runId: string): Promise<void> {
  const server = await step.tools.docker.inspect(buildServer.container, { signal: step.signal })
  if (server?.status === 'running') return together(removeOwn(step, runId), dropDatabase(step, runId))
  // One that is just starting must find all of its networks; what is in one that stands still can only be removed by starting it.
  await removeOwn(step, runId)
  if (server?.status === 'exited') await step.tools.docker.restart(server.id, { signal: step.signal })
  if (server !== null) await dropDatabase(step, runId)
}

/** Removes all that a run has on the engine and the database server, with patience for an engine or a server that is just coming back: nothing of a run is left behind. */
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
