import os from 'node:os'
import path from 'node:path'

/** Where an engine of ours keeps its things; all are absolute paths. */
export interface EnginePlaces {
  socket: string
  dataRoot: string
  /** What lives only as long as the engine: its containerd, its mounts. */
  execRoot: string
  pidFile: string
  log: string
  /** What the machine was like before the engine started, as JSON. */
  record: string
}

/** Where the testbed keeps its things. */
export interface Places {
  engine: EnginePlaces
  /** The folder that outlives the engine: images, the compose plugin. */
  cache: string
  lock: string
  /** A folder for DOCKER_CONFIG, with the compose plugin. */
  dockerConfig: string
}

/** The places of this user: under XDG_CACHE_HOME, else ~/.cache. */
export function placesOf(env: NodeJS.ProcessEnv): Places {
  const cache = path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'devops-agent/testbed')
  return {
    engine: enginePlaces(cache, { socket: '/var/run/docker.sock', execRoot: '/run/devops-agent-testbed' }),
    cache,
    lock: path.join(cache, 'lock'),
    dockerConfig: path.join(cache, 'docker-config'),
  }
}

/** The places of an engine that keeps everything in this folder but what is said. */
export function enginePlaces(folder: string, { socket, execRoot }: { socket: string; execRoot: string }): EnginePlaces {
  return {
    socket,
    execRoot,
    dataRoot: path.join(folder, 'docker'),
    pidFile: path.join(folder, 'dockerd.pid'),
    log: path.join(folder, 'dockerd.log'),
    record: path.join(folder, 'before.json'),
  }
}
