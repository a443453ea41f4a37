import { randomBytes } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import { parseInput } from '../core/input.ts'
import { type Agreement, agreed } from '../core/ladder.ts'
import { environmentsOf, type Plan } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { emptyRun, type JsonObject } from '../core/run.ts'
import { type AnyChangeVerb, type AnyRunVerb, isRunVerb } from '../core/skill.ts'
import type { RunRow } from '../core/store.ts'
import { appendIn } from '../store/append.ts'
import { addAudit } from '../store/audit.ts'
import { enqueue, isLaid } from '../store/engine.ts'
import { takeName } from '../store/idempotency.ts'
import { toJson } from '../store/rows.ts'
import type { Named } from './change.ts'
import type { Guard, House } from './guard.ts'
import { type Ahead, aheadOf, planIn } from './plan.ts'
import type { RunDoor } from './runs.ts'

export interface SubmitOptions extends Named, Agreement {
  /** The person at an agent's own screen who has agreed to the plan, where one was asked. */
  approvedBy?: string | undefined
}

/** How a verb that changes something becomes a run. */
export function openSubmit(house: House, { allow, refuseSecrets }: Guard, { run }: Pick<RunDoor, 'run'>) {
  const { prisma, verbs, modes } = house
  async function planned(
    actor: Actor,
    name: string,
    rawInput: unknown,
  ): Promise<{ plan: Plan; verb: AnyRunVerb | AnyChangeVerb; input: Record<string, unknown> }> {
    const { address, verb } = route(verbs, name)
    if (verb.effect === 'read') throw new OpsError('invalid', `${address} only reads: there is nothing to run.`, 'Ask it instead.')
    await allow(actor, { may: 'use', address, verb, modes }, 'run.submit', address)
    await refuseSecrets(actor, rawInput, 'run.submit', address)
    const input = parseInput(verb.input, rawInput)
    const plan = await planIn(house, actor, address, verb, input)
    const environments = environmentsOf(input, plan.lock)
    await allow(actor, { may: 'use', address, verb, modes, environments }, 'run.submit', address)
    return { plan, verb, input }
  }

  /** The plan of a verb with this input, its digest, which `submit` may send back, and who would be before it. */
  async function preview(actor: Actor, name: string, rawInput: unknown): Promise<Plan & { ahead: Ahead | null }> {
    const { plan } = await planned(actor, name, rawInput)
    return { ...plan, ahead: await aheadOf(house, plan) }
  }

  /** Makes a run: its row, its first event, its workflow and its audit record appear together or not at all. */
  async function submit(
    actor: Actor,
    name: string,
    rawInput: unknown,
    { approvedBy, idempotencyKey: key, ...agreement }: SubmitOptions = {},
  ): Promise<RunRow> {
    const { plan, verb, input } = await planned(actor, name, rawInput)
    if (!isRunVerb(verb)) throw new OpsError('invalid', `${plan.address} makes no run.`, 'Use it as a change.')
    await refuseSecrets(actor, agreement.reason, 'run.submit', plan.address)
    const why = agreed(actor, plan, agreement)
    if (!(await isLaid(prisma))) throw new OpsError('unavailable', 'No worker has started yet.', 'Start the control room with `npm start`.')
    const repeated = verb.repeats?.(input)
    const previous = repeated ? await run(actor, repeated) : null
    const id = randomBytes(6).toString('hex')
    const lock = plan.lock ?? `run:${id}`
    const waitsFor = reasonToWait(actor, verb, input, approvedBy)
    const earlier = await prisma.$transaction(async (tx) => {
      const taken = key === undefined ? null : await takeName(tx, { actor, key, asks: [plan.address, input] }, id)
      if (taken !== null) return taken.runId
      await tx.run.create({
        data: {
          id,
          address: plan.address,
          title: previous?.title ?? plan.title,
          input: toJson(input),
          lock,
          status: waitsFor ? 'waiting' : 'queued',
          view: toJson(emptyRun),
          startedBy: actor.id,
          startedByName: actor.name,
          surface: actor.surface,
          planDigest: plan.digest,
          reason: why,
          previousId: previous?.id ?? null,
          tokenId: actor.token?.id ?? null,
        },
      })
      const kept = { address: plan.address, input: toJson(input), planDigest: plan.digest } as JsonObject
      const details = why === null ? kept : { ...kept, reason: why }
      await addAudit(tx, { actor, action: 'run.submit', target: id, outcome: 'done', details })
      if (waitsFor) {
        await appendIn(tx, id, null, { key: 'run:waiting', kind: 'waiting', data: { reason: waitsFor } })
        return null
      }
      if (approvedBy) await appendIn(tx, id, null, { key: 'run:approved', kind: 'approved', data: { by: approvedBy } })
      await appendIn(tx, id, null, { key: 'run:queued', kind: 'queued', data: {} })
      await enqueue(tx, id, lock)
      return null
    })
    return run(actor, earlier ?? id)
  }

  return { preview, submit }
}

/** Why a run has to wait for a person, or null: the verb says so, or a program wants to destroy something. */
function reasonToWait(actor: Actor, verb: AnyRunVerb, input: Record<string, unknown>, approvedBy: string | undefined): string | null {
  if (verb.needsApproval?.(input)) return 'It needs the approval of somebody else.'
  const isProgram = actor.token !== undefined || actor.surface === 'mcp'
  return verb.effect === 'destroy' && isProgram && !approvedBy ? 'An agent asks for it: a person has to approve it.' : null
}
