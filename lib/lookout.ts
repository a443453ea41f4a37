import { type Env, readEnv } from '../config/env.ts'
import { looks as verbs } from '../skills/looks.ts'
import { configOf, outsideOf, settingsOf } from './configured.ts'
import { parseInput } from './core/input.ts'
import { type Actor, decide } from './core/policy.ts'
import type { JsonObject } from './core/run.ts'
import type { AnyLookVerb } from './core/skill.ts'
import { lookAt } from './door/look.ts'
import { modesFrom } from './modes/modes.ts'

/** The verbs that files and commits answer alone, by their addresses. */
export const looks: Readonly<Record<string, AnyLookVerb>> = verbs

/**
 * Answers what files and commits answer alone, without database, engine or the rest of the verbs: it starts at once. Null where the one door has to
 * be asked: it knows tokens, and records what it refuses.
 */
export function openLookout(env: Env = readEnv()) {
  const config = configOf(env)
  const settings = settingsOf(env, config)
  const modes = modesFrom(config.mode)
  const outside = outsideOf(env, config)
  return async (actor: Actor, address: string, rawInput: unknown): Promise<JsonObject | null> => {
    const verb = looks[address]
    if (!verb || !decide(actor, { may: 'use', address, verb, modes }).allowed) return null
    return lookAt(verb, { settings, ...outside }, parseInput(verb.input, rawInput))
  }
}
