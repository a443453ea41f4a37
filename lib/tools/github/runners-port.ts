import type { CallOptions } from '../tools.ts'

/** A machine of one's own that runs jobs of GitHub Actions. */
interface Runner {
  name: string
  /** `linux`, `macos`, `windows`. */
  system: string
  isOnline: boolean
  /** Runs a job now. */
  isBusy: boolean
  /** `self-hosted` among them. */
  labels: string[]
}

/** Who runs the jobs of a repository. */
export interface GithubRunners {
  /** Those that are registered at the repository, by name; those of its organisation are not told of. Empty for a place on this machine. */
  runners(repository: string, options?: CallOptions): Promise<Runner[]>
}
