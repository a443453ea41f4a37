import { setTimeout as pause } from 'node:timers/promises'

/** Asks until the claim is true; fails with the story when it is not by then. */
export async function until(claim: () => boolean | Promise<boolean>, timeoutMs: number, story: () => string): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(story())
    await pause(20)
  }
}
