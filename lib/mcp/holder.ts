import { problemOf } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'

/** What a revoked token has open is to end within five seconds: two looks, and the time to answer. */
export const lookMs = 2_000

export interface Watch {
  /** Aborted once the token has ended; its reason is the refusal. */
  ended: AbortSignal
  stop(): void
}

/** Asks again and again who holds the token, as long as something is open: what waits by then is answered with the refusal. */
export function watchHolder(actor: () => Promise<Actor>): Watch {
  const over = new AbortController()
  const look = async () => {
    try {
      await actor()
    } catch (error) {
      // A database that is away for a moment has ended no token.
      if (problemOf(error).code === 'unauthenticated') over.abort(error)
    }
  }
  const timer = setInterval(() => void look(), lookMs)
  timer.unref()
  return { ended: over.signal, stop: () => clearInterval(timer) }
}
