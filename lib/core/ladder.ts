import { OpsError } from './error.ts'
import { askedOf, type Plan } from './plan.ts'
import type { Actor } from './policy.ts'

/** What somebody adds to a plan when they agree to it. */
export interface Agreement {
  /** The digest of the plan that was shown; refused with `conflict` when the plan is another by now. */
  planDigest?: string | undefined
  /** The word of the plan, as it was typed. */
  word?: string | undefined
  /** Why it is done, in a person's words. */
  reason?: string | undefined
}

/** A reason that production is touched for says at least so much. */
export const leastReason = 10
export const mostReason = 500

/** Pure: refuses what was not agreed to as its effect asks. The answer is the reason to keep, or null. */
export function agreed(actor: Pick<Actor, 'surface' | 'token'>, plan: Plan, { planDigest, word, reason }: Agreement): string | null {
  if (planDigest !== undefined && planDigest !== plan.digest)
    throw new OpsError('conflict', 'The plan changed while you read it.', 'Look at it again, and then confirm.')
  if (plan.word !== null) {
    const what = `${askedOf(plan)}: this has not been confirmed.`
    if (planDigest === undefined) throw new OpsError('conflict', what, 'Look at the plan, and send its digest.')
    if (typesWord(actor) && word?.trim() !== plan.word)
      throw new OpsError('conflict', what, `Type ${plan.word}, the word of its plan.`, { fields: { word: `is to be ${plan.word}` } })
  }
  const given = reasonOf(reason)
  if (plan.needsReason && (given ?? '').length < leastReason)
    throw new OpsError(
      'invalid',
      `What destroys on production needs a reason of at least ${leastReason} characters.`,
      'It is kept in the audit. The command line takes --reason, HTTP the header Reason, an agent the reason of run_skill.',
      { fields: reasonFields },
    )
  return given
}

const reasonFields = { reason: `has ${leastReason} to ${mostReason} characters` }

/** Pure: a reason as it is kept, or null where none is given. */
export function reasonOf(reason: string | undefined): string | null {
  const given = reason?.trim() ?? ''
  if (given.length > mostReason)
    throw new OpsError('invalid', `A reason has at most ${mostReason} characters.`, 'Say it shorter.', { fields: reasonFields })
  return given || null
}

/** Who is at a page types the word there. The command line asks in its own way, and what a program asks for waits for a person. */
function typesWord({ surface, token }: Pick<Actor, 'surface' | 'token'>): boolean {
  return token === undefined && (surface === 'web' || surface === 'http')
}
