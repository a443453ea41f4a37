import { OpsError } from '../../core/error.ts'
import type { Tools } from '../tools.ts'
import type { DockerTool } from './port.ts'

type Compose = DockerTool['compose']

export interface ComposeSettings {
  process: Tools['process']
  address: string
  /** The compose file of each project. */
  files: Readonly<Record<string, string>>
  /** Added to the environment of the program: PATH, DOCKER_CONFIG. */
  env?: Record<string, string> | undefined
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const defaultTail = 1_000
const defaultDeadlineMs = 600_000
const serviceName = /^[A-Za-z0-9][\w.-]*$/

/** `docker compose`, by its own command line, for the projects that the configuration knows. */
export function composeBy({ process, address, files, env }: ComposeSettings): Compose {
  return async (project, { action, services = [], tail = defaultTail }, options = {}) => {
    const file = Object.hasOwn(files, project) ? files[project] : undefined
    if (file === undefined)
      throw new OpsError(
        'refused',
        `There is no compose file for ${JSON.stringify(project)}.`,
        'Add it to the configuration, under compose.',
      )
    const odd = services.find((name) => !serviceName.test(name))
    if (odd !== undefined)
      throw new OpsError('invalid', `${JSON.stringify(odd)} is not the name of a service.`, 'Use a name from the compose file.')
    const words = { up: ['up', '--detach'], logs: ['logs', '--no-color', '--tail', String(tail)] }
    const rest = action === 'up' || action === 'logs' ? words[action] : [action]
    const command = {
      argv: ['docker', 'compose', '--file', file, '--project-name', project, ...rest, ...services],
      cwd: '/',
      env: { PATH: defaultPath, DOCKER_HOST: address, ...env },
      label: options.label,
    }
    const finished = await process.run(command, { deadlineMs: defaultDeadlineMs, ...options })
    if (/is not a docker command|unknown command: docker compose|unknown flag: --file/.test(finished.stderr))
      throw new OpsError(
        'unavailable',
        'This machine has no docker compose.',
        'Install the Compose plugin of Docker (docker-compose-plugin).',
      )
    return { exitCode: finished.exitCode ?? 128, stdout: finished.stdout, stderr: finished.stderr }
  }
}
