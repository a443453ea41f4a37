import { OpsError } from '../../core/error.ts'
import type { GithubConnections } from './connections-port.ts'

/** The ties to a place on this machine: nobody signs in, it calls nobody, and it is fetched without a key. */
export const noConnections: GithubConnections = {
  connection: async () => ({ how: 'here', as: null, permissions: [], missing: [], rate: null }),
  webhook: async () => null,
  putWebhook: async (repository) => {
    throw notGithubs(repository, 'It calls nobody')
  },
  removeWebhook: async () => undefined,
  deployKey: async () => null,
  putDeployKey: async (repository) => {
    throw notGithubs(repository, 'It takes no key')
  },
  removeDeployKey: async () => undefined,
}

function notGithubs(repository: string, why: string): OpsError {
  return new OpsError(
    'refused',
    `${repository} is not kept at GitHub as far as this control room knows. ${why}.`,
    'Set up `github` in config/agent.yml, and give the repository by its address there.',
  )
}
