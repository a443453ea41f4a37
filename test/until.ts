import { setTimeout as pause } from 'node:timers/promises'

const shortestMs = 20
const longestMs = 250
/** Of what has passed: who asks all the time keeps busy the machine that is to do the work. */
const share = 0.02

/** Asks until the claim is true, more seldom the longer it takes; fails with the story when it is not by then. */
export async function until(claim: () => boolean | Promise<boolean>, timeoutMs: number, story: () => string): Promise<void> {
  const began = Date.now()
  const end = began + timeoutMs
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(story())
    await pause(Math.min(longestMs, Math.max(shortestMs, (Date.now() - began) * share)))
  }
}
