import { type Env, readEnv } from '../config/env.ts'
import { lateLooks } from '../skills/late-looks.ts'
import { configOf, outsideOf, settingsOf } from './configured.ts'
import { parseInput } from './core/input.ts'
import { type Actor, decide } from './core/policy.ts'
import type { JsonObject } from './core/run.ts'
import type { AnyLookVerb } from './core/skill.ts'
import { lookAt } from './door/look.ts'
import { modesFrom } from './modes/modes.ts'

/** The verb that files and commits answer alone and that is typed as these words, by its address; none where they are another command. */
export async function lookTyped(words: string): Promise<Readonly<Record<string, AnyLookVerb>>> {
  return Object.hasOwn(lateLooks, words) ? ((await lateLooks[words]?.()) ?? {}) : {}
}

/**
 * Answers verbs that files and commits answer alone, without database, engine or the rest of the verbs: it starts at once. Null where the one door has to
 * be asked: it knows tokens, and records what it refuses.
 */
export function openLookout(verbs: Readonly<Record<string, AnyLookVerb>>, env: Env = readEnv()) {
  const config = configOf(env)
  const settings = settingsOf(env, config)
  const modes = modesFrom(config.mode)
  const outside = outsideOf(env, config)
  return async (actor: Actor, address: string, rawInput: unknown): Promise<JsonObject | null> => {
    const verb = verbs[address]
    if (!verb || !decide(actor, { may: 'use', address, verb, modes }).allowed) return null
    return lookAt(verb, { settings, ...outside }, parseInput(verb.input, rawInput))
  }
}
