import { everyPage } from './every-page.ts'
import type { Clients } from './octokit-client.ts'
import type { GithubRunners } from './runners-port.ts'
import type { GithubName } from './whose.ts'

/** Runners of a repository at GitHub: who asks needs to administer it, for reading. */
export function githubRunners({ ask }: Clients, nameOf: (repository: string) => GithubName): GithubRunners {
  return {
    async runners(repository, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'list the runners' }, options, async (client, request) => {
        const listed = (page: object) => client.rest.actions.listSelfHostedRunnersForRepo({ ...name, ...page, request })
        const all = await everyPage(async (page) => (await listed(page)).data.runners)
        const found = all.map((one) => ({
          ...{ name: one.name, system: one.os.toLowerCase(), isOnline: one.status === 'online', isBusy: one.busy },
          labels: one.labels.map((label) => label.name),
        }))
        return found.sort((one, other) => (one.name < other.name ? -1 : 1))
      })
    },
  }
}
