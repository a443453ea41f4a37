import { OpsError } from '../../core/error.ts'
import type { CallOptions, Tools } from '../tools.ts'
import { noConnections } from './embedded-connections.ts'
import { keepReports } from './embedded-reports.ts'
import { type KeptRequest, keptOf } from './kept.ts'
import type { GithubTool, PullRequest } from './port.ts'
import { checkWords } from './words.ts'

interface EmbeddedSettings {
  /** Where pull requests and reports are kept, a folder for each repository. */
  folder: string
  git: Pick<Tools['git'], 'resolve' | 'mergeBase' | 'branches'>
  /** Names of branches, or beginnings that end in `*`. */
  protectedBranches?: readonly string[] | undefined
}

/**
 * Pull requests of any repository that git reaches, and what is said about its commits, kept on this machine as long as no other place keeps
 * them. They have no page: to merge one is to merge its branch. What GitHub refuses is refused here too.
 */
export function openEmbeddedGithub({ folder, git, protectedBranches = [] }: EmbeddedSettings): GithubTool {
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

  const stateOf = async (repository: string, { head, base, sha }: KeptRequest, options?: CallOptions) => {
    const [tip, ground] = [await tipOf(repository, head, options), await tipOf(repository, base, options)]
    if (ground !== null && (await isIn(repository, tip ?? sha, ground, options))) return { state: 'merged' as const, sha: tip ?? sha }
    return tip === null || ground === null ? { state: 'closed' as const, sha } : { state: 'open' as const, sha: tip }
  }
  /** What became of one since it was last looked at. */
  const asItIs = async (repository: string, request: KeptRequest, options?: CallOptions): Promise<KeptRequest> => {
    if (request.state !== 'open') return request
    const now = { ...request, ...(await stateOf(repository, request, options)) }
    if (now.state !== request.state || now.sha !== request.sha) await (await keptOf(folder, repository)).replace(now)
    return now
  }
  const found = async (repository: string, number: number, options?: CallOptions): Promise<KeptRequest> => {
    const request = await (await keptOf(folder, repository)).one(number)
    if (request) return asItIs(repository, request, options)
    throw new OpsError('not_found', `There is no pull request ${number} of ${repository}.`, 'Check its number.')
  }
  const openOnes = async (repository: string, isWanted: (request: KeptRequest) => boolean, options?: CallOptions) => {
    const open: KeptRequest[] = []
    for (const request of await (await keptOf(folder, repository)).all())
      if (request.state === 'open' && isWanted(request)) open.push(await asItIs(repository, request, options))
    return open.filter(({ state }) => state === 'open')
  }

  const pullRequest = async (repository: string, number: number, options?: CallOptions) =>
    told(repository, await found(repository, number, options))

  return {
    ...keepReports({ folder, git, pullRequest }),
    ...noConnections,
    runners: async () => [],
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
    pullRequest,
    async closePullRequest(repository, number, options) {
      const request = await found(repository, number, options)
      if (request.state === 'open') await (await keptOf(folder, repository)).replace({ ...request, state: 'closed' })
    },
    async openPullRequests(repository, headPrefix, options) {
      const open = await openOnes(repository, ({ head }) => head.startsWith(headPrefix), options)
      return open.map((request) => told(repository, request))
    },
    async branches(repository, options) {
      const isProtected = (name: string) =>
        protectedBranches.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry))
      const branches = (await git.branches(repository, options)).map(({ name, sha }) => ({ name, sha, isProtected: isProtected(name) }))
      return branches.sort((one, other) => (one.name < other.name ? -1 : 1))
    },
  }
}

/** Both branches are the repository's own. Who asked is not kept, and git alone knows whether it can be merged. */
function told(repository: string, request: KeptRequest): PullRequest {
  return { ...request, headRepository: repository, isFork: false, author: null, isDraft: false, isMergeable: null }
}

function absent(branch: string, repository: string): OpsError {
  return new OpsError('invalid', `There is no branch ${branch} in ${repository}.`, 'Push it first.')
}
