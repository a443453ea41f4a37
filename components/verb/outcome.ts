import type { ErrorCode } from '../../lib/core/error.ts'
import type { QueuePlace } from '../../lib/core/store.ts'

/** What went wrong, as surfaces show it; `fields` says what is wrong with which input. */
export interface ShownProblem {
  code: ErrorCode
  message: string
  hint: string
  fields?: Readonly<Record<string, string>>
}

export interface ShownPlan {
  title: string
  sentence: string | null
  steps: { id: string; title: string }[]
  effect: 'write' | 'destroy'
  /** What is typed to confirm it; null where nothing is. */
  word: string | null
  /** True when it has to be said why. */
  needsReason: boolean
  digest: string
  /** Who has what it locks, and where it would stand in line; null when nobody has. */
  ahead: (QueuePlace & { what: string }) | null
  /** The same in a terminal. */
  command: string
}

/** What a person agreed to, and what they typed for it. */
export interface Agreed {
  planDigest: string
  word: string
  reason: string
}

export type Outcome<Result> = { done: Result } | { problem: ShownProblem }
