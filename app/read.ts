import { control } from '../lib/control.ts'
import { OpsError } from '../lib/core/error.ts'
import type { Actor } from '../lib/core/policy.ts'
import type { JsonObject } from '../lib/core/run.ts'

/** Asks a read verb for a page. `Answer` restates that verb's output, which its schema has checked. */
export async function read<Answer>(actor: Actor, address: string, input: JsonObject): Promise<Answer> {
  const answer: unknown = await control().ask(actor, address, input)
  return answer as Answer
}

/** The same where a refusal is said in the answer's place; every other error ends the page. */
export async function readOrRefusal<Answer>(actor: Actor, address: string, input: JsonObject): Promise<Answer | OpsError> {
  try {
    return await read<Answer>(actor, address, input)
  } catch (error) {
    if (error instanceof OpsError && (error.code === 'refused' || error.code === 'invalid')) return error
    throw error
  }
}

/** Why somebody may not use a verb, with who could change that; null where they may. */
export async function refusalOf(actor: Actor, address: string): Promise<string | null> {
  const decision = await control().judged(actor, address)
  return decision.allowed ? null : `${decision.reason} ${decision.hint}`
}

/** How many steps the runs of each verb have, by its address. */
export function stepCounts(): Record<string, number> {
  const counted = Object.entries(control().verbs).flatMap(([address, verb]) =>
    'steps' in verb ? [[address, Object.keys(verb.steps).length] as const] : [],
  )
  return Object.fromEntries(counted)
}

/** One value of a page's address, or an empty text. */
export function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

export type Search = Promise<Record<string, string | string[] | undefined>>
