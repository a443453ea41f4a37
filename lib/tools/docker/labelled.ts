import type { ContainerInspectInfo } from 'dockerode'
import { OpsError } from '../../core/error.ts'
import { call } from './call.ts'
import { remove } from './create.ts'
import { unless } from './failure.ts'
import { labelFilter } from './logs.ts'
import { removeNetwork } from './networks.ts'
import type { ContainerState, DockerTool, Kept, Labels } from './port.ts'
import { type Engine, part } from './request.ts'
import { stateOf } from './state.ts'
import { removeVolume } from './volumes.ts'

const removalMs = 120_000

interface Listed {
  Name: string
  Labels: Labels | null
}

/** What bears labels on an engine. */
export function labelledOn(engine: Engine): Pick<DockerTool, 'labelled' | 'removeLabelled'> {
  return {
    labelled: (labels, options) => call(engine, `The look for ${shown(labels)}`, options, (signal) => find(engine, labels, signal)),
    removeLabelled: (labels, options) =>
      call(
        engine,
        `The removal of all with ${shown(labels)}`,
        options,
        async (signal) => {
          if (Object.keys(labels).length === 0)
            throw new OpsError('refused', 'Everything on a Docker engine is not removed at once.', 'Give at least one label.')
          const { containers, networks, volumes } = await find(engine, labels, signal)
          await Promise.all(containers.map(({ id }) => remove(engine, id, { signal })))
          for (const network of networks) await removeNetwork(engine, network, signal)
          for (const { name } of volumes) await removeVolume(engine, name, signal)
          return containers.length + networks.length + volumes.length
        },
        removalMs,
      ),
  }
}

async function find(engine: Engine, labels: Labels, signal: AbortSignal) {
  const list = <Answer>(path: string, query: object = {}) =>
    engine.ask<Answer>({ method: 'GET', path, query: { ...query, filters: { label: labelFilter(labels) } }, signal })
  const [listed, networks, { Volumes: volumes }] = await Promise.all([
    list<{ Id: string }[]>('/containers/json', { all: true }),
    list<(Listed & { Id: string })[]>('/networks'),
    list<{ Volumes: Listed[] | null }>('/volumes'),
  ])
  const containers = await Promise.all(listed.map(({ Id }) => inspect(engine, Id, signal)))
  return {
    containers: containers.filter((one) => one !== null),
    networks: networks.map((one) => ({ id: one.Id, ...keptOf(one) })),
    volumes: (volumes ?? []).map(keptOf),
  }
}

/** Null when it was removed in between. */
async function inspect(engine: Engine, id: string, signal: AbortSignal): Promise<ContainerState | null> {
  const answer = engine.ask<ContainerInspectInfo>({ method: 'GET', path: `/containers/${part(id)}/json`, signal })
  const found = await unless([404], null, answer)
  return found === null ? null : stateOf(found)
}

function keptOf({ Name, Labels: labels }: Listed): Kept {
  return { name: Name, labels: labels ?? {} }
}

function shown(labels: Labels): string {
  return `labels ${labelFilter(labels).join(', ')}`
}
