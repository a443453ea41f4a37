import { OpsError } from '../../core/error.ts'
import { everyPage } from './every-page.ts'
import type { Client, Clients, Request } from './octokit-client.ts'
import { detailsOf, refusalOf } from './octokit-failure.ts'
import type { GithubTool, PullRequest, PullRequestWanted } from './port.ts'
import type { GithubName } from './whose.ts'
import { checkWords } from './words.ts'

type Pulls = Pick<GithubTool, 'openPullRequest' | 'pullRequest' | 'closePullRequest' | 'openPullRequests' | 'branches'>
type Listed = Awaited<ReturnType<Client['rest']['pulls']['list']>>['data'][number]
type Told = Pick<Listed, 'number' | 'html_url' | 'state' | 'merged_at' | 'base' | 'head' | 'title' | 'body' | 'user' | 'draft'> & {
  labels: { name?: string }[]
  mergeable?: boolean | null
}

/** Pull requests and branches at GitHub. */
export function githubPulls({ ask }: Clients, nameOf: (repository: string) => GithubName): Pulls {
  const found = <Answer>(
    repository: string,
    number: number,
    { doing, options }: { doing: string; options: Parameters<typeof ask>[1] },
    call: (client: Client, which: GithubName & { pull_number: number }, request: Request) => Promise<Answer>,
  ): Promise<Answer> => {
    const name = nameOf(repository)
    return ask({ ...name, doing: `${doing} pull request ${number}` }, options, (client, request) =>
      call(client, { ...name, pull_number: number }, request).catch((error: unknown) => {
        throw refusalOf(error)?.status === 404 ? noPullRequest(repository, number, error) : error
      }),
    )
  }
  return {
    async openPullRequest(wanted, options) {
      checkWords(wanted)
      const name = nameOf(wanted.repository)
      const { base, head, title, body, labels = [] } = wanted
      return ask({ ...name, doing: `open a pull request of ${head} into ${base}` }, options, async (client, request) => {
        try {
          const { data } = await client.rest.pulls.create({ ...name, base, head, title, body, request })
          if (labels.length > 0) await client.rest.issues.addLabels({ ...name, issue_number: data.number, labels: [...labels], request })
          return { number: data.number, url: data.html_url, isNew: true }
        } catch (error) {
          const isThere = detailsOf(refusalOf(error)).some(({ message = '' }) => /already exists/.test(message))
          const open = isThere ? { ...name, state: 'open' as const, head: `${name.owner}:${head}`, base } : null
          const [before] = open ? (await client.rest.pulls.list({ ...open, request })).data : []
          if (before) return { number: before.number, url: before.html_url, isNew: false }
          throw asWanted(error, wanted)
        }
      })
    },
    pullRequest: (repository, number, options) =>
      found(repository, number, { doing: 'tell of', options }, async (client, which, request) => {
        const { data } = await client.rest.pulls.get({ ...which, request })
        return told(data)
      }),
    closePullRequest: (repository, number, options) =>
      found(repository, number, { doing: 'close', options }, async (client, which, request) => {
        const { data } = await client.rest.pulls.get({ ...which, request })
        if (data.state === 'open') await client.rest.pulls.update({ ...which, state: 'closed', request })
      }),
    openPullRequests(repository, headPrefix, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'list the open pull requests' }, options, async (client, request) => {
        const wanted = { ...name, state: 'open' as const, sort: 'created' as const, direction: 'asc' as const, request }
        const all = await everyPage(async (page) => (await client.rest.pulls.list({ ...wanted, ...page })).data)
        // A branch of a fork may bear any name.
        return all.map(told).filter(({ head, isFork }) => !isFork && head.startsWith(headPrefix))
      })
    },
    branches(repository, options) {
      const name = nameOf(repository)
      return ask({ ...name, doing: 'list the branches' }, options, async (client, request) => {
        const all = await everyPage(async (page) => (await client.rest.repos.listBranches({ ...name, ...page, request })).data)
        const branches = all.map((branch) => ({ name: branch.name, sha: branch.commit.sha, isProtected: branch.protected }))
        return branches.sort((one, other) => (one.name < other.name ? -1 : 1))
      })
    },
  }
}

function told({ number, html_url, state, merged_at, base, head, title, body, labels, user, draft, mergeable }: Told): PullRequest {
  // GitHub's description has no null here, and GitHub sends one for a fork that is gone.
  const from: { full_name: string } | null = head.repo
  return {
    number,
    url: html_url,
    state: merged_at ? 'merged' : state === 'open' ? 'open' : 'closed',
    base: base.ref,
    head: head.ref,
    sha: head.sha,
    title,
    body: body ?? '',
    labels: labels.flatMap(({ name }) => name ?? []),
    headRepository: from?.full_name ?? null,
    isFork: from?.full_name !== base.repo.full_name,
    author: user?.login ?? null,
    isDraft: draft ?? false,
    isMergeable: mergeable ?? null,
  }
}

/** What GitHub has against a pull request, in the words that are used for one that is kept here. */
function asWanted(error: unknown, { repository, base, head }: PullRequestWanted): unknown {
  const details = detailsOf(refusalOf(error))
  if (details.some(({ message = '' }) => /^No commits between/.test(message)))
    return new OpsError(
      'conflict',
      `There are no commits between ${base} and ${head}.`,
      `All of ${head} is in ${base}: there is nothing to bring in.`,
      {
        cause: error,
      },
    )
  const field = details.find((detail) => detail.field === 'head' || detail.field === 'base')?.field
  if (field === undefined) return error
  return new OpsError('invalid', `There is no branch ${field === 'head' ? head : base} in ${repository}.`, 'Push it first.', {
    cause: error,
  })
}

function noPullRequest(repository: string, number: number, cause: unknown): OpsError {
  return new OpsError(
    'not_found',
    `There is no pull request ${number} of ${repository}.`,
    'Check its number, and that the sign-in may see the repository.',
    {
      cause,
    },
  )
}
