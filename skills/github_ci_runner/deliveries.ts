import { z } from 'zod'
import { checkRun, issueComment, named, pullRequest, push } from './delivery-payloads.ts'
import { repositoryKey } from './repository-key.ts'
import { skipWords } from './skip-words.ts'

/** How our statuses and checks are called at GitHub. */
export const checkName = 'devops-agent/ci'

/** A repository of the configuration, by the name that runs are asked for with. */
export interface KnownRepository {
  name: string
  url: string
  /** Names of branches, or beginnings that end in `*`. */
  branches: readonly string[]
}

const common = { repository: z.string(), by: z.string() }

/** What a delivery asks for; kept with it until a worker has done it. */
export const wishShape = z.discriminatedUnion('kind', [
  /** A branch is at another commit. `pushedAt` tells which of two is the later one, in seconds of GitHub’s clock. */
  z.object({ kind: z.literal('branch'), ...common, branch: z.string(), sha: z.string(), pushedAt: z.number().nullable() }),
  /** The same, of a commit that asks not to be tested: it is remembered. */
  z.object({ kind: z.literal('skipped'), ...common, branch: z.string(), sha: z.string(), pushedAt: z.number().nullable() }),
  /** A branch of the repository itself is wanted elsewhere: its own push has most often asked already. */
  z.object({ kind: z.literal('proposed'), ...common, branch: z.string(), sha: z.string() }),
  /** Code of somebody else. */
  z.object({ kind: z.literal('fork'), ...common, pr: z.number(), sha: z.string() }),
  /** The branch is no more. */
  z.object({ kind: z.literal('gone'), ...common, branch: z.string(), pushedAt: z.number().nullable() }),
  /** The pull request is closed. */
  z.object({ kind: z.literal('closed'), ...common, pr: z.number() }),
  /** Somebody who may write asks for another run of a pull request. */
  z.object({ kind: z.literal('rebuild'), ...common, pr: z.number() }),
  /** A check is to be made again: that of this run. */
  z.object({ kind: z.literal('again'), ...common, run: z.string() }),
])
export type Wish = z.output<typeof wishShape>

/** What a delivery means. `why` says what follows from it, or why nothing does. */
export interface Meaning {
  action: string
  /** As GitHub names it, `acme/crm`; empty where it names none. */
  repository: string
  /** The branch, tag or pull request that it is about. */
  ref: string
  wish: Wish | null
  why: string
}

type Told = Pick<Meaning, 'ref' | 'wish' | 'why'>

/** As many characters of a name as a row keeps. */
const longest = 300
const mayWrite: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR']

/** Pure: what follows from a delivery of GitHub, whatever is in it. */
export function meaningOf(event: string, payload: unknown, repositories: readonly KnownRepository[]): Meaning {
  const about = named.safeParse(payload)
  const action = about.data?.action ?? ''
  const repository = about.data?.repository.full_name ?? ''
  const meant = { action: action.slice(0, 100), repository: repository.slice(0, longest) }
  if (event === 'ping') return { ...meant, ...nothing('', 'GitHub asked whether anybody is here.') }
  if (!about.success) return { ...meant, ...nothing('', `This is no ${event} of a repository, or none as GitHub describes it.`) }
  const key = repositoryKey(about.data.repository.clone_url)
  const known = repositories.filter(({ url }) => key !== null && repositoryKey(url) === key)
  if (known.length === 0) return { ...meant, ...nothing(about.data.ref ?? '', `${repository} is no repository of config/agent.yml.`) }
  const told = toldBy(event, payload, { known, ref: about.data.ref ?? '' })
  return { ...meant, ...told, ref: told.ref.slice(0, longest) }
}

interface Known {
  known: readonly KnownRepository[]
  ref: string
}

function toldBy(event: string, payload: unknown, { known, ref }: Known): Told {
  switch (event) {
    case 'push':
      return read(event, push.safeParse(payload), (data) => ofPush(data, known))
    case 'pull_request':
      return read(event, pullRequest.safeParse(payload), (data) => ofPullRequest(data, known))
    case 'check_run':
      return read(event, checkRun.safeParse(payload), (data) => ofCheckRun(data, known))
    case 'issue_comment':
      return read(event, issueComment.safeParse(payload), (data) => ofComment(data, known))
    case 'create':
    case 'delete':
      return nothing(ref, 'The push beside it says the same, with the commit.')
    default:
      return nothing(ref, `Nothing follows from ${event.slice(0, 100)}.`)
  }
}

function read<Data>(event: string, { success, data }: z.ZodSafeParseResult<Data>, mean: (data: Data) => Told): Told {
  return success ? mean(data) : nothing('', `This is no ${event} as GitHub describes it.`)
}

function ofPush({ ref, after, deleted, head_commit, repository, sender }: z.output<typeof push>, known: Known['known']): Told {
  const [, branch] = /^refs\/heads\/(.+)$/s.exec(ref) ?? []
  if (branch === undefined)
    return nothing(ref, ref.startsWith('refs/tags/') ? 'Tags are not tested.' : `${ref.slice(0, 100)} is no branch.`)
  const wanting = known.find(({ branches }) => isAmong(branches, branch))
  if (!wanting) return notAmong(branch, branch)
  const common = { repository: wanting.name, by: sender?.login ?? 'somebody', branch, pushedAt: secondsOf(repository.pushed_at) }
  if (deleted) return { ref: branch, wish: { kind: 'gone', ...common }, why: 'The branch was deleted.' }
  const words = skipWords(head_commit?.message ?? '')
  if (words !== null) return { ref: branch, wish: { kind: 'skipped', ...common, sha: after }, why: `Its commit says ${words}.` }
  return { ref: branch, wish: { kind: 'branch', ...common, sha: after }, why: `${after.slice(0, 7)} was pushed.` }
}

function ofPullRequest({ action, number: pr, pull_request, sender }: z.output<typeof pullRequest>, known: Known['known']): Told {
  const { base, head } = pull_request
  const ref = `#${pr}`
  const by = sender?.login ?? 'somebody'
  const isFork = head.repo?.full_name !== base.repo.full_name
  // What comes from a fork is asked for by the branch that it wants to go to: its own may be called anything.
  const branch = isFork ? base.ref : head.ref
  const wanting = known.find(({ branches }) => isAmong(branches, branch))
  if (!wanting) return notAmong(ref, branch)
  const common = { repository: wanting.name, by }
  if (action === 'closed') return { ref, wish: { kind: 'closed', ...common, pr }, why: 'The pull request was closed.' }
  if (!['opened', 'synchronize', 'reopened'].includes(action))
    return nothing(ref, `Nothing follows from pull_request ${action.slice(0, 100)}.`)
  if (isFork) return { ref, wish: { kind: 'fork', ...common, pr, sha: head.sha }, why: 'It comes from a fork: a person has to approve it.' }
  return { ref, wish: { kind: 'proposed', ...common, branch, sha: head.sha }, why: `Its branch ${branch.slice(0, 100)} is to be tested.` }
}

function ofCheckRun({ action, check_run: { name, external_id: run }, sender }: z.output<typeof checkRun>, [first]: Known['known']): Told {
  if (action !== 'rerequested') return nothing('', `Nothing follows from check_run ${action.slice(0, 100)}.`)
  if (name !== checkName || !run || !first) return nothing('', `${name.slice(0, 100)} is no check of ours.`)
  return {
    ref: '',
    wish: { kind: 'again', repository: first.name, by: sender?.login ?? 'somebody', run },
    why: `Run ${run.slice(0, 40)} is wanted again.`,
  }
}

function ofComment({ action, issue, comment }: z.output<typeof issueComment>, [first]: Known['known']): Told {
  const ref = `#${issue.number}`
  if (action !== 'created' || !/^\/rebuild\s*$/m.test(comment.body ?? '') || !first)
    return nothing(ref, 'It asks for nothing: /rebuild on a line of its own does.')
  if (!issue.pull_request) return nothing(ref, 'This is no pull request: there is nothing to build.')
  const by = comment.user?.login ?? 'somebody'
  if (!mayWrite.includes(comment.author_association))
    return nothing(ref, `${by} may not write to the repository, so /rebuild is not theirs to say.`)
  return { ref, wish: { kind: 'rebuild', repository: first.name, by, pr: issue.number }, why: `${by} asks for another run.` }
}

/** True for a name that is one of these, or begins as one of these that end in `*`. */
export function isAmong(branches: readonly string[], name: string): boolean {
  return branches.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name))
}

function notAmong(ref: string, branch: string): Told {
  return nothing(ref, `config/agent.yml has no tests wanted for branch ${branch.slice(0, 100)}.`)
}

function nothing(ref: string, why: string): Told {
  return { ref, wish: null, why }
}

/** A push has seconds there, everything else a date. */
function secondsOf(at: number | string | null | undefined): number | null {
  if (typeof at === 'number') return at
  const parsed = Date.parse(at ?? '')
  return Number.isNaN(parsed) ? null : Math.floor(parsed / 1000)
}
