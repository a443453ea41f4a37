import { type Plan, planOf } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import type { AnyChangeVerb, AnyRunVerb } from '../core/skill.ts'
import type { QueuePlace } from '../core/store.ts'
import type { House } from './guard.ts'

/** Who has what a plan would lock, and where it would stand in line. */
export interface Ahead extends QueuePlace {
  /** What is held: `staging`. */
  what: string
}

/** Who would be before a plan that began now; null when nobody would. */
export async function aheadOf({ store }: Pick<House, 'store'>, { lock }: Pick<Plan, 'lock'>): Promise<Ahead | null> {
  const place = lock === null ? null : await store.runs.line(lock)
  return place && lock !== null ? { ...place, what: lock.replace(/^environment:/, '').replace(':', ' ') } : null
}

/** What a verb will do with an input that has been checked, as it is now: what is shown and what is agreed to is made here alone. */
export async function planIn(
  { store, settings, modes, version, outside }: House,
  actor: Actor,
  address: string,
  verb: AnyRunVerb | AnyChangeVerb,
  input: Record<string, unknown>,
): Promise<Plan> {
  const told = await verb.told?.({ actor, store, settings, modes, ...outside }, input)
  return planOf(address, verb, input, { version, environments: settings.environments, ...(told ? { told } : {}) })
}
