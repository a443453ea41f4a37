import { OpsError } from '../core/error.ts'
import { parseInput } from '../core/input.ts'
import { type Agreement, agreed, reasonOf } from '../core/ladder.ts'
import type { Plan } from '../core/plan.ts'
import type { Actor, Question } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { isRunVerb } from '../core/skill.ts'
import type { RunRow } from '../core/store.ts'
import { appendIn } from '../store/append.ts'
import { addAudit } from '../store/audit.ts'
import { enqueue } from '../store/engine.ts'
import type { Guard, House } from './guard.ts'
import { planIn } from './plan.ts'
import type { RunDoor } from './runs.ts'

/** What a run asks for that waits, as it would be carried out now. */
interface Asked {
  plan: Plan
  /** Why this person may not approve it; null where they may. */
  refusal: string | null
}

/** What becomes of a run that waits for somebody. To refuse it is to cancel it. */
export function openApproval(house: House, { allow, judge, refuseSecrets }: Guard, { run }: Pick<RunDoor, 'run'>) {
  const { prisma, verbs } = house

  async function planOf(actor: Actor, { address: name, input }: RunRow): Promise<Plan> {
    const { address, verb } = route(verbs, name)
    if (!isRunVerb(verb)) throw new OpsError('invalid', `${address} makes no run.`, 'Cancel it.')
    return planIn(house, actor, address, verb, parseInput(verb.input, input))
  }

  async function questionOf({ id, address, startedBy, surface, input }: RunRow): Promise<Question> {
    const { verb } = route(verbs, address)
    const hasToken = (await prisma.run.count({ where: { id, tokenId: { not: null } } })) > 0
    // What an agent of one's own asks for, one may agree to oneself, unless the verb wants somebody else.
    const isOwnAgent = (surface === 'mcp' || hasToken) && !(isRunVerb(verb) && verb.needsApproval?.(input))
    return { may: 'approve_run', startedBy, verb, isOwnAgent }
  }

  /** What somebody has to know who is to decide. */
  async function asked(actor: Actor, wanted: string): Promise<Asked> {
    const row = await run(actor, wanted)
    const decision = await judge(actor, await questionOf(row))
    return { plan: await planOf(actor, row), refusal: decision.allowed ? null : `${decision.reason} ${decision.hint}` }
  }

  /**
   * Lets a waiting run into the queue. Nobody approves a run of their own. Who does it at a page has climbed the same ladder as who would
   * start it there: plan, word and reason.
   */
  async function approve(actor: Actor, wanted: string, agreement: Agreement = {}): Promise<RunRow> {
    const row = await run(actor, wanted)
    const { id, lock } = row
    await allow(actor, await questionOf(row), 'run.approve', id)
    await refuseSecrets(actor, agreement.reason, 'run.approve', id)
    const reason = actor.surface === 'web' ? agreed(actor, await planOf(actor, row), agreement) : reasonOf(agreement.reason)
    const told = reason === null ? {} : { reason }
    await prisma.$transaction(async (tx) => {
      const { count } = await tx.run.updateMany({ where: { id, status: 'waiting' }, data: { status: 'queued' } })
      if (count === 0) throw new OpsError('conflict', `Run ${id} does not wait for approval.`, 'Look at its page.')
      await addAudit(tx, { actor, action: 'run.approve', target: id, outcome: 'done', details: told })
      await appendIn(tx, id, null, { key: 'run:approved', kind: 'approved', data: { by: actor.name, ...told } })
      await appendIn(tx, id, null, { key: 'run:queued', kind: 'queued', data: {} })
      await enqueue(tx, id, lock)
    })
    return run(actor, id)
  }

  return { approve, asked }
}
