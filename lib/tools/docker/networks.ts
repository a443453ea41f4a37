import type { NetworkInspectInfo } from 'dockerode'
import { OpsError } from '../../core/error.ts'
import { call } from './call.ts'
import { joinNetwork, patiently } from './create.ts'
import { failureOf, statusOf, unless } from './failure.ts'
import type { DockerTool, Labels } from './port.ts'
import { type Engine, part } from './request.ts'

const alreadyThere = [403, 409]

/** The networks of an engine. */
export function networksOn(engine: Engine): Pick<DockerTool, 'createNetwork' | 'connect' | 'removeNetwork'> {
  return {
    createNetwork: (network, options) =>
      call(engine, `The making of network ${network.name}`, options, (signal) => make(engine, network, signal)),
    connect: (network, container, options) =>
      call(engine, `The connection of container ${container} to network ${network}`, options, async (signal) => {
        try {
          await joinNetwork(engine, network, container, options?.aliases, signal)
        } catch (error) {
          const isMember = alreadyThere.includes(statusOf(error) ?? 0) && (await isOn(engine, network, container, signal))
          if (!isMember) throw error
        }
      }),
    removeNetwork: (name, options) =>
      call(engine, `The removal of network ${name}`, options, (signal) => removeNetwork(engine, { id: name, name }, signal)),
  }
}

/**
 * Two networks may have one name: the engine makes sure only of what it sees. Of those made at once the oldest stays: who sees the others
 * removes them, since they may have been made by somebody who did not see this one yet.
 */
async function make(engine: Engine, network: { name: string; internal: boolean; labels: Labels }, signal: AbortSignal): Promise<void> {
  const { name, internal, labels } = network
  if (await isThere(engine, network, signal)) return
  // Without an address of its own on it, the host cannot be reached from a network that has no way out.
  const driverOptions = internal ? { Options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } } : {}
  const body = { Name: name, Driver: 'bridge', Internal: internal, Labels: labels, CheckDuplicate: true, ...driverOptions }
  const made = await unless([409], null, engine.ask<{ Id: string }>({ method: 'POST', path: '/networks/create', body, signal }))
  if (made === null) return void (await isThere(engine, network, signal))
  const [, ...younger] = await named(engine, name, signal)
  for (const { Id } of younger)
    await unless([403, 404, 409], undefined, engine.ask<unknown>({ method: 'DELETE', path: `/networks/${Id}`, signal }))
}

async function isThere(engine: Engine, { name, internal, labels }: Parameters<typeof make>[1], signal: AbortSignal): Promise<boolean> {
  const [found] = await named(engine, name, signal)
  if (found === undefined) return false
  if (found.Internal === internal && hasLabels(found.Labels, labels)) return true
  throw taken('network', name)
}

async function named(engine: Engine, name: string, signal: AbortSignal): Promise<NetworkInspectInfo[]> {
  const query = { filters: { name: [name] } }
  const found = await engine.ask<NetworkInspectInfo[]>({ method: 'GET', path: '/networks', query, signal })
  const age = ({ Created, Id }: NetworkInspectInfo) => `${Created} ${Id}`
  return found.filter(({ Name }) => Name === name).sort((one, other) => (age(one) < age(other) ? -1 : 1))
}

/** True when a thing has these labels, whatever else it has. */
export function hasLabels(has: Labels | null | undefined, labels: Labels): boolean {
  return Object.entries(labels).every(([name, value]) => has?.[name] === value)
}

/** A name is another's. */
export function taken(kind: string, name: string): OpsError {
  return new OpsError(
    'conflict',
    `There is a ${kind} ${name} already, with other labels.`,
    `Remove it when nobody needs it: docker ${kind} rm ${name}`,
  )
}

async function isOn(engine: Engine, network: string, container: string, signal: AbortSignal): Promise<boolean> {
  const { Containers = {} } = await engine.ask<NetworkInspectInfo>({ method: 'GET', path: `/networks/${part(network)}`, signal })
  return Object.entries(Containers).some(([id, { Name }]) => Name === container || id.startsWith(container))
}

/**
 * Disconnects what is on a network and removes it; nothing happens when it is gone. A container that stands still, or is between two
 * starts, is on its networks too, though the network itself does not list it: left so, it could never start again.
 */
export async function removeNetwork(engine: Engine, { id, name }: { id: string; name: string }, signal: AbortSignal): Promise<void> {
  const path = `/networks/${part(id)}`
  await patiently(
    engine,
    async () => {
      await disconnectAll(engine, name, signal)
      await unless([404], undefined, engine.ask<unknown>({ method: 'DELETE', path, signal }))
      await disconnectAll(engine, name, signal)
      const [left] = await membersOf(engine, name, signal)
      if (left !== undefined)
        throw new OpsError('conflict', `Container ${left.slice(0, 12)} is still on network ${name}.`, 'Disconnect it.')
    },
    signal,
  )
}

async function disconnectAll(engine: Engine, network: string, signal: AbortSignal): Promise<void> {
  for (const container of await membersOf(engine, network, signal)) {
    const request = {
      method: 'POST',
      path: `/networks/${part(network)}/disconnect`,
      body: { Container: container, Force: true },
      signal,
    } as const
    await engine.ask<unknown>(request).catch((error: unknown) => {
      // Somebody else was first; what is still connected is seen at the next try.
      if (!(failureOf(error, engine.address) instanceof OpsError) || signal.aborted) throw error
    })
  }
}

/** The containers that are on a network, running or not, by their ids; also when the network itself is gone. */
async function membersOf(engine: Engine, network: string, signal: AbortSignal): Promise<string[]> {
  const query = { all: true, filters: { network: [network] } }
  const found = await engine.ask<{ Id: string }[]>({ method: 'GET', path: '/containers/json', query, signal })
  return found.map(({ Id }) => Id)
}
