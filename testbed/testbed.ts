import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { waitForLock } from '../lib/start/lock.ts'
import { hasCompose, provideCompose } from './compose.ts'
import { askEngine, enginePid, hasEngine, startEngine, stopEngine } from './engine.ts'
import { TestbedFailure } from './failure.ts'
import { findImage, imageNames, provideImages } from './images.ts'
import { install } from './packages.ts'
import { type Environment, succeeds } from './programs.ts'
import type { Work } from './work.ts'

/**
 * Brings up an engine with the images of Odoo and PostgreSQL, and `docker compose`. What is there is used as it is. Returns what programs need in
 * their environment to use it: DOCKER_HOST, and DOCKER_CONFIG where `docker compose` is ours. Fails with TestbedFailure.
 */
export async function up(work: Work): Promise<Environment> {
  mkdirSync(work.places.cache, { recursive: true })
  const lock = await waitForLock(work.places.lock, 20 * 60_000)
  if (!lock) throw new TestbedFailure('Another command has been making the testbed for 20 minutes.', 'Look for it, end it, then try again.')
  try {
    await provideEngine(work)
    const docker = { DOCKER_HOST: hostOf(work) }
    await provideImages(docker, work)
    const compose = await provideCompose(docker, work)
    return { ...docker, ...compose }
  } finally {
    lock.release()
  }
}

/** Stops the engine that `up` has started, leaving the machine as it was before; with `purge` deletes the images too. */
export async function down(work: Work, { purge = false } = {}): Promise<void> {
  const { places, say } = work
  const pid = enginePid(places.engine)
  const host = hostOf(work)
  const isForeign = pid === null && existsSync(places.engine.socket) && (await askEngine(`unix://${places.engine.socket}`)) !== null
  if (isForeign) {
    say(`The engine at ${host} was not started by the testbed: it goes on.`)
  } else if (hasEngine(places.engine)) {
    const isKnown = await stopEngine(places.engine)
    say(pid === null ? 'No engine was running; what it had left is gone.' : `Stopped the engine (process ${pid}).`)
    if (!isKnown) say('It was not written down what the network was like before: policies and forwarding stay as they are.')
  } else say('No engine of the testbed is running.')
  if (!purge) return
  if (isForeign) for (const name of imageNames) await removeOwn(name, host, work)
  rmSync(places.cache, { recursive: true, force: true })
  say(`Deleted ${places.cache}.`)
}

/** Says what is there. Returns true when all of it is. */
export async function status(work: Work): Promise<boolean> {
  const host = hostOf(work)
  const version = await askEngine(host)
  if (!version) {
    work.say(`No Docker engine answers at ${host}.`)
    return false
  }
  const pid = enginePid(work.places.engine)
  work.say(
    `Docker engine ${version} at ${host}, ${pid === null ? 'not started by the testbed' : `started by the testbed (process ${pid})`}`,
  )
  const docker = { DOCKER_HOST: host }
  const images = await Promise.all(imageNames.map(async (name) => ({ name, found: await findImage(name, docker, work) })))
  for (const { name, found } of images) {
    work.say(`${name}: ${found ? (found.recipe === null ? 'not made by the testbed' : 'made by the testbed') : 'absent'}`)
  }
  const own = { DOCKER_CONFIG: work.places.dockerConfig }
  const compose = (await hasCompose(docker, work)) ? 'there' : (await hasCompose({ ...docker, ...own }, work)) ? exportLine(own) : 'absent'
  work.say(`docker compose: ${compose}`)
  return compose !== 'absent' && images.every(({ found }) => found)
}

/** What to type so that the testbed is used from a shell. */
export function exportLine(env: Environment): string {
  return `export ${Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`
}

async function provideEngine(work: Work): Promise<void> {
  const { places, say, signal } = work
  if (!(await has('docker'))) await install(['docker.io', 'mmdebstrap', 'debian-archive-keyring', 'iproute2'], work)
  const host = hostOf(work)
  if (await askEngine(host, signal)) return
  if (process.env.DOCKER_HOST) {
    throw new TestbedFailure(`DOCKER_HOST is ${host}, and no Docker engine answers there.`, 'Start that engine, or unset DOCKER_HOST.')
  }
  if (process.getuid?.() !== 0) {
    throw new TestbedFailure(
      `No Docker engine answers at ${host}, and only root can start one.`,
      'Start Docker, see to it that this user may use it (group docker), or run this as root.',
    )
  }
  if (!(await has('dockerd')) || !(await has('ip', '-V')))
    await install(['docker.io', 'mmdebstrap', 'debian-archive-keyring', 'iproute2'], work)
  // Where services are started by their installation, this one was.
  const started = await askEngine(host, signal)
  if (started) {
    say(`The installation has started the service docker, version ${started}; it stays when the testbed goes.`)
    return
  }
  await startEngine(places.engine, signal)
  say(`Started a Docker engine at ${host}; its log is ${places.engine.log}.`)
}

function hostOf({ places }: Work): string {
  return process.env.DOCKER_HOST || `unix://${places.engine.socket}`
}

function has(program: string, question = '--version'): Promise<boolean> {
  return succeeds(program, [question], { deadlineMs: 30_000 })
}

async function removeOwn(name: string, host: string, work: Work): Promise<void> {
  const docker = { DOCKER_HOST: host }
  const found = await findImage(name, docker, work)
  if (found && found.recipe !== null) await succeeds('docker', ['image', 'rm', name], { env: docker, deadlineMs: 60_000 })
}
