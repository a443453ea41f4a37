import type { Places } from './places.ts'

/** What every part of the testbed's work is given. */
export interface Work {
  places: Places
  /** Says one step in one line. */
  say(line: string): void
  /** Ends the work: programs that run are asked to end. */
  signal?: AbortSignal | undefined
}
