import { setTimeout as pause } from 'node:timers/promises'
import type { ImageInspectInfo, NetworkInspectInfo } from 'dockerode'
import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import { call } from './call.ts'
import { failureOf, unless } from './failure.ts'
import type { ContainerSpec } from './port.ts'
import { type Engine, part } from './request.ts'
import { type Circumstances, optionsOf } from './spec.ts'

const patienceMs = 3_000
const removalMs = 5_000
const pauseMs = 100

/**
 * Makes a container with all of its networks, and returns its id. The request itself is not cut off at once by `signal`: the engine
 * would make the container all the same, and nobody would know its id. What was made before it was stopped is removed.
 */
export async function create(engine: Engine, spec: ContainerSpec, signal: AbortSignal): Promise<string> {
  const body = optionsOf(spec, await circumstancesOf(engine, spec, signal))
  signal.throwIfAborted()
  const cut = new AbortController()
  const cutLater = () => setTimeout(() => cut.abort(signal.reason), patienceMs).unref()
  signal.addEventListener('abort', cutLater, { once: true })
  const query = spec.name === undefined ? {} : { name: spec.name }
  const { Id: id } = await engine.ask<{ Id: string }>({ method: 'POST', path: '/containers/create', query, body, signal: cut.signal })
  signal.removeEventListener('abort', cutLater)
  return removedOnFailure(engine, id, async () => {
    for (const { name, aliases } of spec.networks.slice(1)) await joinNetwork(engine, name, id, aliases, signal)
    signal.throwIfAborted()
    return id
  })
}

/** Connects a container to a network, under these names. */
export function joinNetwork(engine: Engine, network: string, container: string, aliases: readonly string[] = [], signal: AbortSignal) {
  const body = { Container: container, EndpointConfig: { Aliases: aliases } }
  return engine.ask<unknown>({ method: 'POST', path: `/networks/${part(network)}/connect`, body, signal })
}

/** Does the work; when it fails the container is removed before the failure goes on. */
export async function removedOnFailure<T>(engine: Engine, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // An engine that is gone cannot remove anything now: the container is found by its labels.
    await remove(engine, id, { deadlineMs: removalMs }).catch(() => undefined)
    throw error
  }
}

/** Kills and removes a container with its anonymous volumes. Whoever else removes it at the same time is waited for. */
export function remove(engine: Engine, id: string, options?: CallOptions): Promise<void> {
  return call(engine, `The removal of container ${id}`, options, async (signal) => {
    const request = { method: 'DELETE', path: `/containers/${part(id)}`, query: { force: true, v: true }, signal } as const
    await patiently(engine, () => unless([404], undefined, engine.ask<unknown>(request)), signal)
  })
}

const tries = 30

/** Tries again what the engine refuses only for the moment: something is being removed by somebody else, or is still in use. */
export async function patiently<T>(engine: Engine, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error, engine.address)
      const passes = failure instanceof OpsError && (failure.code === 'conflict' || /device or resource busy/.test(failure.message))
      if (!passes || left === 0 || signal.aborted) throw error
      await pause(pauseMs, undefined, { signal })
    }
  }
}

async function circumstancesOf(engine: Engine, spec: ContainerSpec, signal: AbortSignal): Promise<Circumstances> {
  const get = <Answer>(path: string) => engine.ask<Answer>({ method: 'GET', path, signal })
  const [image, ...networks] = await Promise.all([
    get<ImageInspectInfo>(`/images/${part(spec.image)}/json`),
    ...spec.networks.map(({ name }) => get<NetworkInspectInfo>(`/networks/${part(name)}`)),
  ])
  return {
    imageVolumes: Object.keys(image.Config.Volumes ?? {}),
    secluded: networks.every(({ Internal }) => Internal),
  }
}
