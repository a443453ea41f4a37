import { createHash } from 'node:crypto'
import { type AnyChangeVerb, type AnyRunVerb, isRunVerb } from './skill.ts'
import { type Environments, stageOf } from './stage.ts'
import type { RunRow } from './store.ts'

/** A title is told on a line, and found by an index of the database, which takes no more. */
const longestTitle = 500

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
  /** What is typed to confirm what destroys: its environment, or the verb's own name. Null for what only writes. */
  word: string | null
  /** True when it destroys on production. */
  needsReason: boolean
  /** sha-256 over all of this and the input. */
  digest: string
}

interface World {
  /** The release. */
  version: string
  environments: Environments
  /** What the verb's sentence adds of what is so now. */
  told?: string
}

/** What a verb will do, computed from its contract. */
export function planOf(
  address: string,
  verb: AnyRunVerb | AnyChangeVerb,
  input: Record<string, unknown>,
  { version, environments, told }: World,
): Plan {
  const { effect } = verb
  const run = isRunVerb(verb) ? verb : undefined
  const lock = run?.lock?.(input) ?? null
  const touched = environmentsOf(input, lock)
  const plan = {
    address,
    title: (run?.label?.(input) ?? verb.title).slice(0, longestTitle),
    effect,
    sentence: [verb.confirm?.(input), told].filter(Boolean).join(' ') || null,
    steps: Object.entries(run?.steps ?? {}).map(([id, title]) => ({ id, title })),
    lock,
    needsApproval: run?.needsApproval?.(input) === true,
    word: effect === 'destroy' ? (lockedBy(lock) ?? nameOf(address)) : null,
    needsReason: effect === 'destroy' && touched.some((name) => stageOf(environments, name) === 'production'),
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([plan, input, version]))
    .digest('hex')
  return { ...plan, digest }
}

/** What a person agrees to, as the beginning of another sentence. */
export function askedOf({ sentence, title }: Pick<Plan, 'sentence' | 'title'>): string {
  return (sentence ?? title).replace(/\.$/, '')
}

/** What a verb touches: the environment that its input names, and the one that its lock does. */
export function environmentsOf({ environment }: Record<string, unknown>, lock: string | null): string[] {
  const locked = lockedBy(lock)
  return [...new Set([...(typeof environment === 'string' ? [environment] : []), ...(locked === null ? [] : [locked])])]
}

/** What a run is and touches, for those who decide about it. */
export function touchedBy({ address, input, lock }: Pick<RunRow, 'address' | 'input' | 'lock'>): {
  address: string
  environments: string[]
} {
  return { address, environments: environmentsOf(input, lock) }
}

/** The environment in `environment:<name>`. */
function lockedBy(lock: string | null): string | null {
  return /^environment:(.+)$/.exec(lock ?? '')?.[1] ?? null
}

/** `control_room.remove_member` → `remove member`. */
function nameOf(address: string): string {
  return (address.split('.')[1] ?? address).replaceAll('_', ' ')
}
