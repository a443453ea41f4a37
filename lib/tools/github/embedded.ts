import { OpsError } from '../../core/error.ts'
import type { CallOptions, Tools } from '../tools.ts'
import { keptOf } from './kept.ts'
import type { GithubTool, PullRequest, PullRequestWanted } from './port.ts'

/** As many characters as GitHub takes. */
const longestTitle = 256
const longestBody = 65_536

interface EmbeddedSettings {
  /** Where pull requests are kept, a folder for each repository. */
  folder: string
  git: Pick<Tools['git'], 'resolve' | 'mergeBase'>
}

/**
 * Pull requests of any repository that git reaches, kept on this machine as long as no other place keeps them. They have no page: to merge
 * one is to merge its branch. What GitHub refuses is refused here too.
 */
export function openEmbeddedGithub({ folder, git }: EmbeddedSettings): GithubTool {
  /** The commit of a branch; null where there is no such branch. */
  const tipOf = async (repository: string, branch: string, options?: CallOptions): Promise<string | null> => {
    try {
      return (await git.resolve(repository, { branch }, options)).sha
    } catch (error) {
      if (error instanceof OpsError && error.code === 'not_found' && error.message.startsWith('There is no branch')) return null
      throw error
    }
  }
  const isIn = async (repository: string, sha: string, base: string, options?: CallOptions) =>
    (await git.mergeBase(repository, base, sha, options)) === sha

  const stateOf = async (repository: string, { head, base, sha }: PullRequest, options?: CallOptions) => {
    const [tip, ground] = [await tipOf(repository, head, options), await tipOf(repository, base, options)]
    if (ground !== null && (await isIn(repository, tip ?? sha, ground, options))) return { state: 'merged' as const, sha: tip ?? sha }
    return tip === null || ground === null ? { state: 'closed' as const, sha } : { state: 'open' as const, sha: tip }
  }
  /** What became of one since it was last looked at. */
  const asItIs = async (repository: string, request: PullRequest, options?: CallOptions): Promise<PullRequest> => {
    if (request.state !== 'open') return request
    const now = { ...request, ...(await stateOf(repository, request, options)) }
    if (now.state !== request.state || now.sha !== request.sha) await (await keptOf(folder, repository)).replace(now)
    return now
  }
  const found = async (repository: string, number: number, options?: CallOptions): Promise<PullRequest> => {
    const request = await (await keptOf(folder, repository)).one(number)
    if (request) return asItIs(repository, request, options)
    throw new OpsError('not_found', `There is no pull request ${number} of ${repository}.`, 'Check its number.')
  }
  const openOnes = async (repository: string, isWanted: (request: PullRequest) => boolean, options?: CallOptions) => {
    const open: PullRequest[] = []
    for (const request of await (await keptOf(folder, repository)).all())
      if (request.state === 'open' && isWanted(request)) open.push(await asItIs(repository, request, options))
    return open.filter(({ state }) => state === 'open')
  }

  return {
    async openPullRequest(wanted, options) {
      checkWords(wanted)
      const { repository, base, head, title, body, labels = [] } = wanted
      const [ground, tip] = [await tipOf(repository, base, options), await tipOf(repository, head, options)]
      if (ground === null) throw absent(base, repository)
      if (tip === null) throw absent(head, repository)
      if (await isIn(repository, tip, ground, options))
        throw new OpsError(
          'conflict',
          `There are no commits between ${base} and ${head}.`,
          `All of ${head} is in ${base}: there is nothing to bring in.`,
        )
      const ofTheTwo = () => openOnes(repository, (request) => request.head === head && request.base === base, options)
      const [before] = await ofTheTwo()
      if (before) return { number: before.number, url: before.url, isNew: false }
      const kept = await keptOf(folder, repository)
      const made = await kept.add({ url: null, state: 'open', base, head, sha: tip, title, body, labels: [...labels] })
      // Somebody may have asked for the same at the same moment: of two the older one stays.
      const [oldest = made] = await ofTheTwo()
      if (oldest.number === made.number) return { number: made.number, url: made.url, isNew: true }
      await kept.remove(made.number)
      return { number: oldest.number, url: oldest.url, isNew: false }
    },
    pullRequest: found,
    async closePullRequest(repository, number, options) {
      const request = await found(repository, number, options)
      if (request.state === 'open') await (await keptOf(folder, repository)).replace({ ...request, state: 'closed' })
    },
    openPullRequests: (repository, headPrefix, options) => openOnes(repository, ({ head }) => head.startsWith(headPrefix), options),
  }
}

function checkWords({ base, head, title, body }: PullRequestWanted): void {
  if (head === base) throw new OpsError('invalid', `A pull request of ${head} into itself is none.`, 'Name two branches.')
  if (title.trim() === '' || title.length > longestTitle)
    throw new OpsError('invalid', `The title of a pull request has 1 to ${longestTitle} characters.`, 'Say in a line what it does.')
  if (body.length > longestBody)
    throw new OpsError('invalid', `The text of a pull request has at most ${longestBody} characters.`, 'Say it shorter.')
}

function absent(branch: string, repository: string): OpsError {
  return new OpsError('invalid', `There is no branch ${branch} in ${repository}.`, 'Push it first.')
}
