import type { JsonObject, RunStatus } from './run.ts'

/** How many runs there are, by how they stand: `warnings` succeeded with them, `passed` without. */
export interface RunCounts {
  open: number
  passed: number
  warnings: number
  failing: number
  cancelled: number
}

/** A run that failed, and that no later one has made good. `title`, `address` and `input` are those of the first that asked for it. */
export interface BrokenRun {
  id: string
  address: string
  title: string
  input: JsonObject
  status: RunStatus
  /** What it failed of. */
  cause: string | null
  createdAt: string
}

/** Of the runs of one skill only those of these branches, and those that name no branch, no pull request and no commit. */
export interface BranchesOf {
  skill: string
  branches: readonly string[]
}

/** How many workers answer; `until` is the end of the last lease that was held, past or to come. */
export interface WorkerState {
  alive: number
  until: string | null
}
