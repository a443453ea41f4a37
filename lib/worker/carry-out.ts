import { type Wish, wishShape } from '../../skills/github_ci_runner/deliveries.ts'
import { OpsError } from '../core/error.ts'
import type { GuardSettings } from '../core/guard-settings.ts'
import type { Actor } from '../core/policy.ts'
import type { Control } from '../door/door.ts'
import { forgetHeads, headsOf, keepHead } from '../store/branch-heads.ts'
import { isOvertaken, type TakenDelivery } from '../store/deliveries.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import { begunAs, type GuardedOf, openGuarded, testedBy } from '../store/guarded-runs.ts'
import type { Tools } from '../tools/tools.ts'

/** What CI guard needs to do what deliveries ask for: runs are begun and cancelled at the one door. */
export interface Guard {
  prisma: PrismaClient
  control: Pick<Control, 'submit' | 'cancel' | 'run'>
  tools: Pick<Tools, 'github'>
  settings: GuardSettings
}

/** What came of a delivery. */
export interface CarriedOut {
  outcome: 'started' | 'nothing'
  why: string
  runId?: string
}

const lookMs = 20_000
const ci = 'github_ci_runner.run'

/** Does what a delivery asks for, as CI guard may. Done again it finds what it did: a run is begun once for a delivery. */
export async function carryOut(guard: Guard, delivery: TakenDelivery): Promise<CarriedOut> {
  const wish = wishShape.parse(delivery.wish)
  const actor = actorOf(wish.by)
  const name = `delivery-${delivery.seq}`
  switch (wish.kind) {
    case 'branch':
      return ofBranch(guard, delivery, wish, { actor, name })
    case 'skipped':
      if (await isLate(guard, delivery, wish.pushedAt)) return overtaken
      await keepHead(guard.prisma, wish.repository, wish.branch, wish.sha)
      return { outcome: 'nothing', why: 'The commit asks not to be tested.' }
    case 'gone':
      if (await isLate(guard, delivery, wish.pushedAt)) return overtaken
      await forgetHeads(guard.prisma, wish.repository, [wish.branch])
      return ended(await cancelAll(guard, actor, wish, null, `branch ${wish.branch} was deleted`), 'The branch was deleted.')
    case 'closed':
      return ended(await cancelAll(guard, actor, wish, null, `pull request #${wish.pr} was closed`), 'The pull request was closed.')
    case 'proposed':
      return begun(guard, { actor, name, of: { repository: wish.repository, branch: wish.branch }, sha: wish.sha })
    case 'fork':
      return begun(guard, { actor, name, of: { repository: wish.repository, pr: wish.pr }, sha: wish.sha, fork: true })
    case 'rebuild':
      return ofRebuild(guard, wish, { actor, name })
    case 'again':
      return ofAgain(guard, wish, { actor, name })
  }
}

const overtaken: CarriedOut = { outcome: 'nothing', why: 'A later push of the branch came before it.' }

/** Who GitHub says it was, with no more than the least role that may begin a run. */
function actorOf(by: string): Actor {
  return { id: 'github', name: `${by} at GitHub`, role: 'developer', surface: 'webhook', mode: 'ci_guard' }
}

interface Asking {
  actor: Actor
  /** The same for the same delivery. */
  name: string
}

async function isLate({ prisma }: Guard, delivery: TakenDelivery, pushedAt: number | null): Promise<boolean> {
  return pushedAt !== null && (await isOvertaken(prisma, delivery, pushedAt))
}

async function ofBranch(guard: Guard, delivery: TakenDelivery, wish: Wish & { kind: 'branch' }, asking: Asking): Promise<CarriedOut> {
  if (await isLate(guard, delivery, wish.pushedAt)) return overtaken
  const { repository, branch, sha } = wish
  // What a comparison of branches has found may have been told meanwhile.
  if (delivery.event === 'missed' && (await headsOf(guard.prisma, repository)).get(branch) === sha)
    return { outcome: 'nothing', why: 'Its delivery came after all.' }
  await keepHead(guard.prisma, repository, branch, sha)
  return begun(guard, { ...asking, of: { repository, branch }, sha })
}

interface Beginning extends Asking {
  of: GuardedOf
  sha: string
  /** Code of somebody else waits for a person. */
  fork?: boolean
  /** Somebody asks for it: that the commit was tested is no answer. */
  isAgain?: boolean
}

/** Begins the run of a commit, unless one tests it already; older ones of the same branch or pull request are superseded. */
async function begun(guard: Guard, { actor, name, of, sha, fork = false, isAgain = false }: Beginning): Promise<CarriedOut> {
  const { prisma, control, settings } = guard
  const { repository: repo, ...what } = of
  const own = await begunAs(prisma, actor.id, name)
  const tested = own === null ? await testedBy(prisma, of, sha, { isOver: !isAgain }) : null
  const input = { repo, ...what, sha, fork }
  const id = own ?? tested ?? (await control.submit(actor, ci, input, { idempotencyKey: name })).id
  const older = settings.supersede ? await cancelAll(guard, actor, of, sha, `superseded by ${sha.slice(0, 7)}`) : 0
  const rest = older === 0 ? '' : ` It supersedes ${older === 1 ? 'an older run' : `${older} older runs`}.`
  return tested === null
    ? { outcome: 'started', why: `Run ${id} tests ${sha.slice(0, 7)}.${rest}`, runId: id }
    : { outcome: 'nothing', why: `Run ${id} tests this commit.${rest}`, runId: id }
}

/** The pull request is asked for as it is now: a comment does not say where it stands. */
async function ofRebuild(guard: Guard, { repository, pr }: Wish & { kind: 'rebuild' }, asking: Asking): Promise<CarriedOut> {
  const url = guard.settings.repositories.find(({ name }) => name === repository)?.url
  if (url === undefined) return { outcome: 'nothing', why: `${repository} is not in config/agent.yml any more.` }
  const { isFork, head, sha, state } = await guard.tools.github.pullRequest(url, pr, { deadlineMs: lookMs })
  if (state !== 'open') return { outcome: 'nothing', why: `Pull request #${pr} is ${state}.` }
  const of = isFork ? { pr } : { branch: head }
  return begun(guard, { ...asking, of: { repository, ...of }, sha, fork: isFork, isAgain: true })
}

/** What an earlier run was asked for, once more. */
async function ofAgain(guard: Guard, { repository, run }: Wish & { kind: 'again' }, asking: Asking): Promise<CarriedOut> {
  const { address, input } = await guard.control.run(asking.actor, run)
  if (address !== ci || input.repo !== repository) return { outcome: 'nothing', why: `Run ${run} is none of ${repository}.` }
  const { id } = await guard.control.submit(asking.actor, ci, input, { idempotencyKey: asking.name })
  return { outcome: 'started', why: `Run ${id} does run ${run} again.`, runId: id }
}

/** Cancels the open runs that deliveries began for a branch or pull request, but those of one commit; says how many. */
async function cancelAll({ prisma, control }: Guard, actor: Actor, { repository, ...of }: GuardedOf, but: string | null, because: string) {
  const { branch, pr } = of
  let cancelled = 0
  for (const id of await openGuarded(prisma, { repository, branch, pr }, but)) {
    try {
      await control.cancel(actor, id, because)
      cancelled += 1
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof OpsError && error.code === 'conflict')) throw error
    }
  }
  return cancelled
}

function ended(cancelled: number, why: string): CarriedOut {
  const runs = cancelled === 1 ? 'One run was cancelled.' : `${cancelled} runs were cancelled.`
  return { outcome: 'nothing', why: cancelled === 0 ? why : `${why} ${runs}` }
}
