import { createHash } from 'node:crypto'
import { type AnyChangeVerb, type AnyRunVerb, isRunVerb } from './skill.ts'

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

export function planOf(address: string, verb: AnyRunVerb | AnyChangeVerb, input: Record<string, unknown>, version: string): Plan {
  const { effect } = verb
  const run = isRunVerb(verb) ? verb : undefined
  const plan = {
    address,
    title: run?.label?.(input) ?? verb.title,
    effect,
    sentence: verb.confirm?.(input) ?? null,
    steps: Object.entries(run?.steps ?? {}).map(([id, title]) => ({ id, title })),
    lock: run?.lock?.(input) ?? null,
    needsApproval: run?.needsApproval?.(input) === true,
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([plan, input, version]))
    .digest('hex')
  return { ...plan, digest }
}
