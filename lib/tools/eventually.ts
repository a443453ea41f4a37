import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** For tests: asks until the answer is true, and fails with `what` when that takes longer than `withinMs`. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(15)) if (await holds()) return
  assert.fail(`not within ${withinMs} ms: ${what}`)
}

/** For tests: a process with this id lives and is no zombie. */
export function lives(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
