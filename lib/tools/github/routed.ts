import { atFirstUse } from '../late.ts'
import type { SignIn } from './octokit-client.ts'
import type { GithubTool } from './port.ts'
import { githubName } from './whose.ts'

/** Where GitHub is, and who signs in there. */
export interface GithubSettings {
  /** Of the pages: `https://github.com`, or an Enterprise server's. */
  url: string
  signIn: SignIn
  /** What webhooks sign with; null where none is set. */
  webhookSecret: string | null
}

interface RoutedSettings extends GithubSettings {
  allow: { hosts: readonly string[] }
  /** Answers for all that GitHub does not keep, and for all where nobody signs in. */
  kept: GithubTool
}

/** Each repository is asked about where it is kept. The library that speaks with GitHub is loaded when it is first needed. */
export function routed({ kept, ...settings }: RoutedSettings): GithubTool {
  const github = atFirstUse<GithubTool>(async () => {
    const { openOctokitGithub } = await import('./octokit.ts')
    return openOctokitGithub(settings)
  })
  const isGithubs = (repository: string) => githubName(repository, settings.url) !== null
  const of = (repository: string) => (settings.signIn.how !== 'none' && isGithubs(repository) ? github : kept)
  return {
    openPullRequest: (wanted, options) => of(wanted.repository).openPullRequest(wanted, options),
    pullRequest: (repository, ...more) => of(repository).pullRequest(repository, ...more),
    closePullRequest: (repository, ...more) => of(repository).closePullRequest(repository, ...more),
    openPullRequests: (repository, ...more) => of(repository).openPullRequests(repository, ...more),
    branches: (repository, ...more) => of(repository).branches(repository, ...more),
    setStatus: (repository, ...more) => of(repository).setStatus(repository, ...more),
    statuses: (repository, ...more) => of(repository).statuses(repository, ...more),
    putCheck: (repository, ...more) => of(repository).putCheck(repository, ...more),
    checks: (repository, ...more) => of(repository).checks(repository, ...more),
    putComment: (repository, ...more) => of(repository).putComment(repository, ...more),
    comment: (repository, ...more) => of(repository).comment(repository, ...more),
    // That nobody signs in is what is to be told of one that GitHub keeps.
    connection: (repository, ...more) => (isGithubs(repository) ? github : kept).connection(repository, ...more),
    webhook: (repository, ...more) => of(repository).webhook(repository, ...more),
    putWebhook: (repository, ...more) => of(repository).putWebhook(repository, ...more),
    removeWebhook: (repository, ...more) => of(repository).removeWebhook(repository, ...more),
    runners: (repository, ...more) => of(repository).runners(repository, ...more),
    deployKey: (repository, ...more) => of(repository).deployKey(repository, ...more),
    putDeployKey: (repository, ...more) => of(repository).putDeployKey(repository, ...more),
    removeDeployKey: (repository, ...more) => of(repository).removeDeployKey(repository, ...more),
  }
}
