import path from 'node:path'
import type { ProcessTool } from './process.ts'
import type { Tools } from './tools.ts'

/** What the tools are opened with. */
export interface ToolSettings {
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

/** Opens the real tools. An adapter is loaded when it is first used, so that what uses none starts at once. */
export function openTools(settings: ToolSettings): Tools {
  const { dataDir, allow, protectedBranches, credentials, gitEnv } = settings
  let opened: ProcessTool | undefined
  const process = async () => {
    const { openProcess } = await import('./process.ts')
    opened ??= openProcess()
    return opened
  }
  const git = once(async () => {
    const { openGit } = await import('./git/cli.ts')
    const mirrorFolder = path.join(dataDir, 'mirrors')
    return openGit({ process: await process(), allow, protectedBranches, credentials, mirrorFolder, env: gitEnv })
  })
  const filesystem = once(async () => {
    const { openFilesystem } = await import('./filesystem/local.ts')
    return openFilesystem({ roots: [], workRoot: path.join(dataDir, 'work') })
  })
  return {
    process: {
      run: async (...given) => (await process()).run(...given),
      killLabelled: async (...given) => (await process()).killLabelled(...given),
      labels: async () => (await process()).labels(),
      // What was never opened has nothing running.
      abandon: () => opened?.abandon(),
    },
    git: {
      resolve: async (...given) => (await git()).resolve(...given),
      checkout: async (...given) => (await git()).checkout(...given),
      branches: async (...given) => (await git()).branches(...given),
      push: async (...given) => (await git()).push(...given),
    },
    filesystem: {
      workFolder: async (...given) => (await filesystem()).workFolder(...given),
      removeWorkFolder: async (...given) => (await filesystem()).removeWorkFolder(...given),
      list: async (...given) => (await filesystem()).list(...given),
      readText: async (...given) => (await filesystem()).readText(...given),
      writeText: async (...given) => (await filesystem()).writeText(...given),
      exists: async (...given) => (await filesystem()).exists(...given),
    },
  }
}

/** Opens at the first call, and hands out the same to all. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}
