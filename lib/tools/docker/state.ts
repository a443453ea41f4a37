import type { ContainerInspectInfo } from 'dockerode'
import type { ContainerState } from './port.ts'

const never = '0001-01-01T00:00:00Z'
const statuses = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const
const healths = ['none', 'starting', 'healthy', 'unhealthy'] as const

/** What the engine says of a container, in our words. */
export function stateOf({ Id, Name, Config, State, NetworkSettings }: ContainerInspectInfo): ContainerState {
  const status = statuses.find((one) => one === State.Status) ?? 'dead'
  return {
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Config.Image,
    labels: Config.Labels,
    status,
    exitCode: status === 'exited' || status === 'dead' ? State.ExitCode : null,
    outOfMemory: State.OOMKilled,
    health: healths.find((one) => one === State.Health?.Status) ?? 'none',
    startedAt: State.StartedAt === never ? null : State.StartedAt,
    finishedAt: State.FinishedAt === never ? null : State.FinishedAt,
    networks: Object.keys(NetworkSettings.Networks).filter((name) => name !== 'none'),
  }
}
