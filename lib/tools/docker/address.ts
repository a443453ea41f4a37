import { OpsError } from '../../core/error.ts'

export const defaultAddress = 'unix:///var/run/docker.sock'

/** Where an engine listens: a socket of this machine, or a host and its port. */
export type Place = { socketPath: string } | { host: string; port: number }

/** Reads an address as DOCKER_HOST has it: `unix:///path` or `tcp://host:port`. */
export function placeOf(address: string): Place {
  const socketPath = /^unix:\/\/(\/.+)$/.exec(address)?.[1]
  if (socketPath !== undefined) return { socketPath }
  if (address.startsWith('ssh://'))
    throw new OpsError('refused', `Docker is not reached by ssh yet: ${address}.`, 'Set DOCKER_HOST to unix:///path or tcp://host:port.')
  const url = URL.parse(address)
  if (url?.protocol !== 'tcp:' || url.hostname === '' || (url.pathname !== '' && url.pathname !== '/'))
    throw new OpsError(
      'invalid',
      `${JSON.stringify(address)} is not the address of a Docker engine.`,
      'Use unix:///path or tcp://host:port.',
    )
  return { host: url.hostname, port: Number(url.port || 2375) }
}
