import { OpsError } from '../../core/error.ts'
import type { CallOptions } from '../tools.ts'
import { everyPage } from './every-page.ts'
import type { Clients } from './octokit-client.ts'
import { refusalOf } from './octokit-failure.ts'
import type { CommitStatus, GithubReports } from './reports-port.ts'
import type { GithubName } from './whose.ts'
import { checkCommit, fitted, markedBody, unmarked } from './words.ts'

type Reports = Pick<GithubReports, 'setStatus' | 'statuses' | 'putComment' | 'comment'>
type Place = { repository: string; number: number; marker: string }

/** Statuses and comments at GitHub. `whoAmI` is the login that our comments bear. */
export function githubReports(
  { ask }: Clients,
  nameOf: (repository: string) => GithubName,
  whoAmI: (name: GithubName, options?: CallOptions) => Promise<string | null>,
): Reports {
  const statuses = async (repository: string, sha: string, options?: CallOptions): Promise<CommitStatus[]> => {
    checkCommit(sha)
    const name = nameOf(repository)
    return ask({ ...name, doing: `list the statuses at ${sha.slice(0, 12)}` }, options, async (client, request) => {
      const wanted = { ...name, ref: sha, request }
      const all = await everyPage(async (page) => (await client.rest.repos.getCombinedStatusForRef({ ...wanted, ...page })).data.statuses)
      const found = all.map((one) => ({
        ...{ sha, context: one.context, state: stateOf(one.state), description: one.description ?? '', targetUrl: one.target_url ?? null },
      }))
      return found.sort((one, other) => (one.context < other.context ? -1 : 1))
    })
  }
  /** Ours with this marker, the oldest first. */
  const ours = async ({ repository, number, marker }: Place, options?: CallOptions) => {
    const name = nameOf(repository)
    const login = await whoAmI(name, options)
    return ask({ ...name, doing: `read the comments at pull request ${number}` }, options, async (client, request) => {
      const wanted = { ...name, issue_number: number, request }
      const listed = everyPage(async (page) => (await client.rest.issues.listComments({ ...wanted, ...page })).data)
      const all = await listed.catch(missing(repository, number))
      return all.find(({ user, body }) => user?.login === login && unmarked(body ?? '', marker) !== null) ?? null
    })
  }
  return {
    async setStatus(repository, status, options) {
      const { sha, context, state, targetUrl } = status
      const description = fitted('description', status.description)
      const before = (await statuses(repository, sha, options).catch(noCommit)).find((one) => one.context === context)
      if (before?.state === state && before.description === description && before.targetUrl === targetUrl) return
      const name = nameOf(repository)
      const wanted = { ...name, sha, context, state, description, ...(targetUrl !== null && { target_url: targetUrl }) }
      await ask({ ...name, doing: `set a status at ${sha.slice(0, 12)}` }, options, (client, request) =>
        client.rest.repos.createCommitStatus({ ...wanted, request }),
      )
    },
    statuses,
    async putComment(repository, number, comment, options) {
      const body = markedBody(comment)
      const before = await ours({ repository, number, marker: comment.marker }, options)
      const name = nameOf(repository)
      return ask({ ...name, doing: `comment on pull request ${number}` }, options, async (client, request) => {
        if (before === null) {
          // Not repeated by the library: where only the answer was lost, the next call finds the comment.
          const wanted = { ...name, issue_number: number, body, request: { ...request, retries: 0 } }
          const { data } = await client.rest.issues.createComment(wanted).catch(missing(repository, number))
          return { url: data.html_url, isNew: true }
        }
        if (before.body !== body) await client.rest.issues.updateComment({ ...name, comment_id: before.id, body, request })
        return { url: before.html_url, isNew: false }
      })
    },
    async comment(repository, number, marker, options) {
      const found = await ours({ repository, number, marker }, options)
      return found ? unmarked(found.body ?? '', marker) : null
    },
  }
}

/** GitHub knows four, and its description says text. */
function stateOf(text: string): CommitStatus['state'] {
  return text === 'pending' || text === 'success' || text === 'failure' ? text : 'error'
}

function missing(repository: string, number: number) {
  return (error: unknown): never => {
    if (refusalOf(error)?.status !== 404) throw error
    throw new OpsError(
      'not_found',
      `There is no pull request ${number} of ${repository}.`,
      'Check its number, and that the sign-in may see the repository.',
    )
  }
}

/** GitHub tells of no commit as of no repository. To set a status says which of the two it is. */
function noCommit(error: unknown): CommitStatus[] {
  if (error instanceof OpsError && error.code === 'not_found') return []
  throw error
}
