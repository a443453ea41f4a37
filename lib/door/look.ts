import type { JsonObject } from '../core/run.ts'
import type { AnyLookVerb, LookContext } from '../core/skill.ts'

/** Answers a verb that reads files alone, for somebody who may use it; `input` is parsed. */
export async function lookAt(verb: AnyLookVerb, context: LookContext, input: Record<string, unknown>): Promise<JsonObject> {
  const answer = verb.output.parse(await verb.look(context, input))
  return JSON.parse(JSON.stringify(verb.shown?.(answer) ?? answer))
}
