import type { CallOptions } from '../tools.ts'
import { githubChecks } from './octokit-checks.ts'
import { type ClientSettings, openClients } from './octokit-client.ts'
import { githubConnections, loginAt } from './octokit-connections.ts'
import { githubPulls } from './octokit-pulls.ts'
import { githubReports } from './octokit-reports.ts'
import { githubRunners } from './octokit-runners.ts'
import type { GithubTool } from './port.ts'
import { checkAllowed, type GithubName, githubName } from './whose.ts'

interface OctokitSettings extends ClientSettings {
  allow: { hosts: readonly string[] }
  /** What webhooks sign with; null where none is set. */
  webhookSecret: string | null
}

/**
 * GitHub itself, or an Enterprise server. What failed in passing is tried again by GitHub's own plugins, and a limit is waited for, as long as the
 * call's deadline allows it (a minute where it has none).
 */
export function openOctokitGithub(settings: OctokitSettings): GithubTool {
  const clients = openClients(settings)
  const nameOf = (repository: string): GithubName => {
    const name = githubName(repository, settings.url)
    if (name === null) throw new TypeError(`${settings.url} does not keep ${repository}: it is not to be asked about it.`)
    checkAllowed(name, settings.url, settings.allow.hosts)
    return name
  }
  /** It does not change as long as the sign-in is the same. */
  let login: string | null | undefined
  const whoAmI = async (name: GithubName, options?: CallOptions) => {
    login ??= await loginAt(clients, name, options)
    return login
  }
  return {
    ...githubPulls(clients, nameOf),
    ...githubReports(clients, nameOf, whoAmI),
    ...githubChecks(clients, nameOf),
    ...githubRunners(clients, nameOf),
    ...githubConnections(clients, nameOf, { whoAmI, webhookSecret: settings.webhookSecret }),
  }
}
