import type { Tools } from '../tools.ts'
import { defaultAddress } from './address.ts'
import { call } from './call.ts'
import { composeBy } from './compose.ts'
import { containersOn } from './containers.ts'
import { execOn } from './exec.ts'
import { imagesOn } from './images.ts'
import { labelledOn } from './labelled.ts'
import { observationsOn } from './logs.ts'
import { networksOn } from './networks.ts'
import type { DockerTool } from './port.ts'
import { openEngine } from './request.ts'
import { runOn } from './run.ts'
import { volumesOn } from './volumes.ts'

export interface DockerSettings {
  process: Tools['process']
  /** As DOCKER_HOST has it: `unix:///path` or `tcp://host:port`. Default `unix:///var/run/docker.sock`. */
  host?: string | undefined
  /** Compose files by the name of their project. */
  compose?: Readonly<Record<string, string>> | undefined
  /** Added to the environment of `docker compose`: PATH, DOCKER_CONFIG. */
  env?: Record<string, string> | undefined
}

interface Facts {
  NCPU: number
  MemTotal: number
}

/** A Docker engine by its API, 1.41 or newer. It holds no connection, so there is nothing to close. */
export function openDocker({ process, host = defaultAddress, compose = {}, env }: DockerSettings): DockerTool {
  const engine = openEngine(host)
  return {
    engine: (options) =>
      call(engine, 'The question for the version of Docker', options, async (signal) => {
        const get = <Answer>(path: string) => engine.ask<Answer>({ method: 'GET', path, signal })
        const [version, facts] = await Promise.all([get<{ Version: string; ApiVersion: string }>('/version'), get<Facts>('/info')])
        return { version: version.Version, apiVersion: version.ApiVersion, cpus: facts.NCPU, memoryBytes: facts.MemTotal }
      }),
    ...imagesOn(engine),
    ...containersOn(engine),
    run: runOn(engine),
    exec: execOn(engine),
    ...observationsOn(engine),
    ...networksOn(engine),
    ...volumesOn(engine),
    ...labelledOn(engine),
    compose: composeBy({ process, address: host, files: compose, env }),
  }
}
