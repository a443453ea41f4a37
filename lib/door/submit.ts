import { randomBytes } from 'node:crypto'
import { OpsError } from '../core/error.ts'
import { parseInput } from '../core/input.ts'
import { type Plan, planOf } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { emptyRun, type JsonObject } from '../core/run.ts'
import { type AnyChangeVerb, type AnyRunVerb, isRunVerb } from '../core/skill.ts'
import type { RunRow } from '../core/store.ts'
import { appendIn } from '../store/append.ts'
import { addAudit } from '../store/audit.ts'
import { enqueue, isLaid } from '../store/engine.ts'
import { toJson } from '../store/rows.ts'
import type { Guard, House } from './guard.ts'
import type { RunDoor } from './runs.ts'

export interface SubmitOptions {
  /** The digest of the plan that was shown; refused with `conflict` when the plan is another by now. */
  planDigest?: string | undefined
}

/** How a verb that changes something becomes a run. */
export function openSubmit({ prisma, verbs, mode, version }: House, { allow, refuseSecrets }: Guard, { known, run }: RunDoor) {
  async function planned(
    actor: Actor,
    name: string,
    rawInput: unknown,
  ): Promise<{ plan: Plan; verb: AnyRunVerb | AnyChangeVerb; input: Record<string, unknown> }> {
    const { address, verb } = route(verbs, name)
    if (verb.effect === 'read') throw new OpsError('invalid', `${address} only reads: there is nothing to run.`, 'Ask it instead.')
    await allow(actor, { may: 'use', address, verb, mode }, 'run.submit', address)
    await refuseSecrets(actor, rawInput, 'run.submit', address)
    const input = parseInput(verb.input, rawInput)
    return { plan: planOf(address, verb, input, version), verb, input }
  }

  /** The plan of a verb with this input, and its digest, which `submit` may send back. */
  async function preview(actor: Actor, name: string, rawInput: unknown): Promise<Plan> {
    return (await planned(actor, name, rawInput)).plan
  }

  /** Makes a run: its row, its first event, its workflow and its audit record appear together or not at all. */
  async function submit(actor: Actor, name: string, rawInput: unknown, { planDigest }: SubmitOptions = {}): Promise<RunRow> {
    const { plan, verb, input } = await planned(actor, name, rawInput)
    if (!isRunVerb(verb)) throw new OpsError('invalid', `${plan.address} makes no run.`, 'Use it as a change.')
    if (planDigest !== undefined && planDigest !== plan.digest) {
      throw new OpsError('conflict', 'The plan changed while you read it.', 'Look at it again, and then confirm.')
    }
    if (verb.effect === 'destroy' && planDigest === undefined) {
      throw new OpsError(
        'conflict',
        `${plan.sentence ?? plan.title}: this has not been confirmed.`,
        'Look at the plan, and send its digest.',
      )
    }
    if (!(await isLaid(prisma))) throw new OpsError('unavailable', 'No worker has started yet.', 'Start the control room with `npm start`.')
    const repeated = verb.repeats?.(input)
    const previousId = repeated ? await known(repeated) : null
    const id = randomBytes(6).toString('hex')
    const lock = plan.lock ?? `run:${id}`
    const waits = verb.needsApproval?.(input) === true
    await prisma.$transaction(async (tx) => {
      await tx.run.create({
        data: {
          id,
          address: plan.address,
          title: plan.title,
          input: toJson(input),
          lock,
          status: waits ? 'waiting' : 'queued',
          view: toJson(emptyRun),
          startedBy: actor.id,
          startedByName: actor.name,
          surface: actor.surface,
          planDigest: plan.digest,
          previousId,
        },
      })
      const details = { address: plan.address, input: toJson(input), planDigest: plan.digest } as JsonObject
      await addAudit(tx, { actor, action: 'run.submit', target: id, outcome: 'done', details })
      if (waits)
        return appendIn(tx, id, null, { key: 'run:waiting', kind: 'waiting', data: { reason: 'It needs the approval of somebody else.' } })
      await appendIn(tx, id, null, { key: 'run:queued', kind: 'queued', data: {} })
      return enqueue(tx, id, lock)
    })
    return run(actor, id)
  }

  return { preview, submit }
}
