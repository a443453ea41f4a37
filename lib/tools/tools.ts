import type { AddonsTool } from '../core/addons.ts'
import type { DockerTool } from './docker/port.ts'
import type { FilesystemTool } from './filesystem/port.ts'
import type { GitTool } from './git/port.ts'
import type { GithubTool } from './github/port.ts'
import type { HttpTool } from './http/port.ts'
import type { PostgresTool } from './postgres/port.ts'
import type { ProcessTool } from './process.ts'

/** What a step may touch outside, by the name of the tool. Skills know these types, never an adapter. */
export interface Tools {
  process: ProcessTool
  git: GitTool
  github: GithubTool
  filesystem: FilesystemTool
  addons: AddonsTool
  docker: DockerTool
  postgres: PostgresTool
  http: HttpTool
}

/** What accompanies every call that may take long. */
export interface CallOptions {
  /** Stops the work and everything it started. */
  signal?: AbortSignal | undefined
  /** Milliseconds after which the call fails with `timeout`. */
  deadlineMs?: number | undefined
  /** The run's id: what the call starts bears it, so that it is found after a crash (`process.killLabelled`). */
  label?: string | undefined
}
