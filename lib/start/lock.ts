import { DatabaseSync } from 'node:sqlite'

export interface Lock {
  release(): void
}

const sqliteBusy = 5

/** Takes the lock of this file, or returns null while another has it. The kernel keeps it, so it is gone when its process is, however that went. */
export function tryLock(file: string): Lock | null {
  const held = new DatabaseSync(file)
  try {
    held.exec('pragma journal_mode = memory; begin exclusive')
    return { release: () => held.close() }
  } catch (error) {
    held.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null
    throw error
  }
}

/** Takes the lock, waiting for it until the deadline; null when another still has it by then. */
export async function waitForLock(file: string, deadlineMs: number): Promise<Lock | null> {
  const end = Date.now() + deadlineMs
  for (;;) {
    const lock = tryLock(file)
    if (lock || Date.now() > end) return lock
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
