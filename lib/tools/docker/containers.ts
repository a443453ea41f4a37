import type { ContainerInspectInfo } from 'dockerode'
import { OpsError } from '../../core/error.ts'
import { call, callToEnd } from './call.ts'
import { create, remove, removedOnFailure } from './create.ts'
import { unless } from './failure.ts'
import type { ContainerSpec, ContainerState, DockerTool } from './port.ts'
import { type Engine, part } from './request.ts'
import { stateOf } from './state.ts'

const graceSeconds = 10
const startMs = 120_000

/** The life of one container. */
export function containersOn(engine: Engine): Pick<DockerTool, 'start' | 'inspect' | 'stop' | 'restart' | 'remove'> {
  const post = (path: string, signal: AbortSignal, query?: object) =>
    engine.ask<unknown>({ method: 'POST', path, query: { ...query }, signal })
  return {
    start: (spec, options) =>
      callToEnd(
        engine,
        `The start of ${named(spec)}`,
        options,
        async ({ signal }) => {
          const id = await create(engine, spec, signal)
          return removedOnFailure(engine, id, async () => {
            await post(`/containers/${id}/start`, signal)
            return known(id, await look(engine, id, signal))
          })
        },
        startMs,
      ),
    inspect: (container, options) =>
      call(engine, `The look at container ${container}`, options, (signal) => look(engine, container, signal)),
    stop: (container, options) =>
      call(engine, `The stop of container ${container}`, options, async (signal) => {
        await unless([304], undefined, post(`/containers/${part(container)}/stop`, signal, { t: graceSeconds }))
      }),
    restart: (container, options) =>
      call(engine, `The restart of container ${container}`, options, async (signal) => {
        await post(`/containers/${part(container)}/restart`, signal, { t: graceSeconds })
      }),
    remove: (container, options) => remove(engine, container, options),
  }
}

/** A container as it is now, null when there is none of that name or id. */
export async function look(engine: Engine, container: string, signal: AbortSignal): Promise<ContainerState | null> {
  const answer = engine.ask<ContainerInspectInfo>({ method: 'GET', path: `/containers/${part(container)}/json`, signal })
  const found = await unless([404], null, answer)
  return found === null ? null : stateOf(found)
}

/** The state of a container that was there a moment ago. */
export function known(id: string, state: ContainerState | null): ContainerState {
  if (state !== null) return state
  throw new OpsError(
    'unavailable',
    `Container ${id.slice(0, 12)} was removed by somebody else.`,
    'Find out who removes containers on this engine.',
  )
}

/** What a container is called in messages before it has an id. */
export function named({ name, image }: ContainerSpec): string {
  return name === undefined ? `a container of ${image}` : `container ${name}`
}
