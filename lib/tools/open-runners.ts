import type { GithubSettings } from './github/routed.ts'
import type { GithubRunners } from './github/runners-port.ts'
import { githubName } from './github/whose.ts'
import { atFirstUse } from './late.ts'

/** Asks GitHub for runners, in a process that has none of the other tools. There are none where nobody signs in, or GitHub does not keep the repository. */
export function openRunners(settings: GithubSettings & { allow: { hosts: readonly string[] } }): GithubRunners {
  const github = atFirstUse<GithubRunners>(async () => {
    const { openOctokitGithub } = await import('./github/octokit.ts')
    return openOctokitGithub(settings)
  })
  const isAsked = (repository: string) => settings.signIn.how !== 'none' && githubName(repository, settings.url) !== null
  return { runners: async (repository, options) => (isAsked(repository) ? github.runners(repository, options) : []) }
}
