import { type Plan, planOf } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import type { AnyChangeVerb, AnyRunVerb } from '../core/skill.ts'
import type { House } from './guard.ts'

/** What a verb will do with an input that has been checked, as it is now: what is shown and what is agreed to is made here alone. */
export async function planIn(
  { store, settings, modes, version }: House,
  actor: Actor,
  address: string,
  verb: AnyRunVerb | AnyChangeVerb,
  input: Record<string, unknown>,
): Promise<Plan> {
  const told = await verb.told?.({ actor, store, settings, modes }, input)
  return planOf(address, verb, input, { version, environments: settings.environments, ...(told ? { told } : {}) })
}
