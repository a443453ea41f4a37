import type { ShownPlan } from './outcome.ts'
import type { Typed } from './use-verb.ts'

/** As the server asks it, in lib/core/ladder.ts. */
export const leastReason = 10
export const mostReason = 500

/** Pure: whether all is typed that the plan asks for. The server asks again. */
export function isClimbed({ word, needsReason }: Pick<ShownPlan, 'word' | 'needsReason'>, typed: Typed): boolean {
  const hasReason = !needsReason || typed.reason.trim().length >= leastReason
  return hasReason && (word === null || typed.word.trim() === word)
}
