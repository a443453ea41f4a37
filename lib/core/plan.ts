import { createHash } from 'node:crypto'
import type { AnyRunVerb } from './skill.ts'

/** What a verb will do with an input, before it does it. */
export interface Plan {
  address: string
  title: string
  effect: 'write' | 'destroy'
  /** What a person agrees to. */
  sentence: string | null
  steps: { id: string; title: string }[]
  lock: string | null
  needsApproval: boolean
  /** sha-256 over all of this and the input. */
  digest: string
}

export function planOf(address: string, verb: AnyRunVerb, input: Record<string, unknown>, version: string): Plan {
  const plan = {
    address,
    title: verb.label?.(input) ?? verb.title,
    effect: verb.effect,
    sentence: verb.confirm?.(input) ?? null,
    steps: Object.entries(verb.steps).map(([id, title]) => ({ id, title })),
    lock: verb.lock?.(input) ?? null,
    needsApproval: verb.needsApproval?.(input) === true,
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([plan, input, version]))
    .digest('hex')
  return { ...plan, digest }
}
