import { OpsError } from '../core/error.ts'
import { parseInput } from '../core/input.ts'
import { type Agreement, agreed } from '../core/ladder.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import type { JsonObject } from '../core/run.ts'
import { addAudit } from '../store/audit.ts'
import { keepAnswer, takeName } from '../store/idempotency.ts'
import { membersIn, sessionsIn } from '../store/member-changes.ts'
import { toJson } from '../store/rows.ts'
import { setSessionMode } from '../store/session-mode.ts'
import { tokensIn } from '../store/tokens.ts'
import type { Guard, House } from './guard.ts'
import { planIn } from './plan.ts'

export interface Named {
  /** The caller's name for this request: the same request again is not done twice, and answers as before. */
  idempotencyKey?: string | undefined
}

/** How a verb changes the control room itself: what it writes and its record in the audit appear together or not at all. */
export function openChange(house: House, { allow, refuseSecrets }: Guard) {
  const { prisma, store, verbs, settings, modes } = house
  return async (
    actor: Actor,
    name: string,
    rawInput: unknown,
    { idempotencyKey: key, ...agreement }: Named & Agreement = {},
  ): Promise<JsonObject> => {
    const { address, verb } = route(verbs, name)
    if (!('change' in verb)) throw new OpsError('invalid', `${address} does not change the control room.`, 'Ask it, or submit it.')
    await allow(actor, { may: 'use', address, verb, modes }, address, address)
    await refuseSecrets(actor, [rawInput, agreement.reason], address, address)
    const input = parseInput(verb.input, rawInput)
    const reason = agreed(actor, await planIn(house, actor, address, verb, input), agreement)
    return prisma.$transaction(async (tx) => {
      const earlier = key === undefined ? null : await takeName(tx, { actor, key, asks: [address, input] }, null)
      if (earlier) return again(earlier.answer)
      const room = {
        tokens: tokensIn(tx),
        members: membersIn(tx),
        sessions: { ...sessionsIn(tx), setMode: (session: string, mode: string | null) => setSessionMode(tx, session, mode) },
      }
      const { answer: given, target, before, after } = await verb.change({ actor, store, settings, modes, room }, input)
      const details = { ...(before ? { before } : {}), ...(after ? { after } : {}), ...(reason === null ? {} : { reason }) }
      await addAudit(tx, { actor, action: address, target, outcome: 'done', details })
      const answer = toJson(verb.output.parse(given)) as JsonObject
      if (key !== undefined && !verb.shownOnce) await keepAnswer(tx, { actor, key }, answer)
      return answer
    })
  }
}

/** The answer of the same request, when it came before. What was shown once cannot be shown again: it was never kept. */
function again(answer: unknown): JsonObject {
  if (answer && typeof answer === 'object') return { ...answer }
  throw new OpsError(
    'conflict',
    'This was done already, by the same request with this Idempotency-Key, and its answer is shown only once.',
    'Where the answer was lost, take back what it made, and ask again with a new key.',
  )
}
