import { OpsError } from '../core/error.ts'
import { parseInput } from '../core/input.ts'
import { type Agreement, agreed } from '../core/ladder.ts'
import { planOf } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import { route } from '../core/router.ts'
import type { JsonObject } from '../core/run.ts'
import { addAudit } from '../store/audit.ts'
import { membersIn, sessionsIn } from '../store/member-changes.ts'
import { toJson } from '../store/rows.ts'
import { setSessionMode } from '../store/session-mode.ts'
import { tokensIn } from '../store/tokens.ts'
import type { Guard, House } from './guard.ts'

/** How a verb changes the control room itself: what it writes and its record in the audit appear together or not at all. */
export function openChange({ prisma, store, verbs, settings, modes, version }: House, { allow, refuseSecrets }: Guard) {
  return async (actor: Actor, name: string, rawInput: unknown, agreement: Agreement = {}): Promise<JsonObject> => {
    const { address, verb } = route(verbs, name)
    if (!('change' in verb)) throw new OpsError('invalid', `${address} does not change the control room.`, 'Ask it, or submit it.')
    await allow(actor, { may: 'use', address, verb, modes }, address, address)
    await refuseSecrets(actor, [rawInput, agreement.reason], address, address)
    const input = parseInput(verb.input, rawInput)
    const reason = agreed(actor, planOf(address, verb, input, { version, environments: settings.environments }), agreement)
    return prisma.$transaction(async (tx) => {
      const room = {
        tokens: tokensIn(tx),
        members: membersIn(tx),
        sessions: { ...sessionsIn(tx), setMode: (session: string, mode: string | null) => setSessionMode(tx, session, mode) },
      }
      const { answer, target, before, after } = await verb.change({ actor, store, settings, modes, room }, input)
      const details = { ...(before ? { before } : {}), ...(after ? { after } : {}), ...(reason === null ? {} : { reason }) }
      await addAudit(tx, { actor, action: address, target, outcome: 'done', details })
      return toJson(verb.output.parse(answer)) as JsonObject
    })
  }
}
