import path from 'node:path'
import type { GitTool } from './git/port.ts'
import type { WorkingTrees } from './git/working-trees-port.ts'
import { atFirstUse } from './late.ts'
import type { ProcessTool } from './process.ts'

/** What git is opened with. */
export interface GitToolSettings {
  /** Mirrors and the folders of runs are kept in it. */
  dataDir: string
  allow: { hosts: readonly string[]; paths: readonly string[] }
  /** Names of branches, or beginnings that end in `*`. */
  protectedBranches: readonly string[]
  /** By host, for http and https. */
  credentials: Record<string, { username: string; secret: string }>
  /** Added to the environment of git: PATH, a proxy, SSH_AUTH_SOCK. */
  gitEnv?: Record<string, string> | undefined
}

/** Opens git with the processes that it starts, and nothing else: the web server, which asks it, loads no engine. */
export function openGitTool({ dataDir, allow, protectedBranches, credentials, gitEnv }: GitToolSettings): {
  process: ProcessTool
  git: GitTool
  trees: WorkingTrees
} {
  let opened: ProcessTool | undefined
  const processes = async () => {
    const { openProcess } = await import('./process.ts')
    opened ??= openProcess()
    return opened
  }
  const process: ProcessTool = {
    run: async (...given) => (await processes()).run(...given),
    killLabelled: async (...given) => (await processes()).killLabelled(...given),
    labels: async () => (await processes()).labels(),
    // What was never opened has nothing running.
    abandon: () => opened?.abandon(),
  }
  const git = atFirstUse<GitTool>(async () => {
    const { openGit } = await import('./git/cli.ts')
    return openGit({ process, allow, protectedBranches, credentials, mirrorFolder: path.join(dataDir, 'mirrors'), env: gitEnv })
  })
  const trees = atFirstUse<WorkingTrees>(async () => {
    const { openWorkingTrees } = await import('./git/working-trees.ts')
    return openWorkingTrees({ process, roots: allow.paths, folder: path.join(dataDir, 'working-trees'), env: gitEnv })
  })
  return { process, git, trees }
}
