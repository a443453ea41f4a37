import path from 'node:path'
import type { AddonsTool } from '../core/addons.ts'
import type { DockerTool } from './docker/port.ts'
import type { GithubTool } from './github/port.ts'
import type { GithubSettings } from './github/routed.ts'
import type { HttpTool } from './http/port.ts'
import { atFirstUse, once } from './late.ts'
import { type GitToolSettings, openGitTool } from './open-git.ts'
import type { PostgresTool } from './postgres/port.ts'
import type { Tools } from './tools.ts'

/** What the tools are opened with. */
export interface ToolSettings extends GitToolSettings {
  /** The engine's address as DOCKER_HOST has it (default: this machine's), and the compose files by the name of their project. */
  docker?: { host?: string | undefined; compose?: Readonly<Record<string, string>> | undefined } | undefined
  /** Whose GitHub, and who signs in there; without it pull requests and reports are kept here. */
  github?: GithubSettings | undefined
  /** The addons of the installation; by default whatever lies below `allow.paths`, without a catalogue. */
  addons?: AddonsTool | undefined
}

/** Opens the real tools. An adapter is loaded when it is first used, so that what uses none starts at once. */
export function openTools(settings: ToolSettings): Tools {
  const { dataDir } = settings
  const { process, git } = openGitTool(settings)
  const addons =
    settings.addons ??
    atFirstUse<AddonsTool>(async () => {
      const { openAddons } = await import('./filesystem/addons.ts')
      return { ...openAddons({ roots: settings.allow.paths }), catalogue: async () => null }
    })
  const github = atFirstUse<GithubTool>(async () => {
    const { openEmbeddedGithub } = await import('./github/embedded.ts')
    const { protectedBranches, allow } = settings
    const kept = openEmbeddedGithub({ folder: path.join(dataDir, 'pull-requests'), git, protectedBranches })
    if (!settings.github) return kept
    const { routed } = await import('./github/routed.ts')
    return routed({ ...settings.github, allow, kept })
  })
  const docker = atFirstUse<DockerTool>(async () => {
    const { openDocker } = await import('./docker/engine.ts')
    return openDocker({ process, ...settings.docker })
  })
  const postgres = atFirstUse<PostgresTool>(async () => {
    const { openPostgres } = await import('./postgres/adapter.ts')
    return openPostgres({ docker })
  })
  const http = atFirstUse<HttpTool>(async () => {
    const { openHttp } = await import('./http/node.ts')
    return openHttp()
  })
  const filesystem = once(async () => {
    const { openFilesystem } = await import('./filesystem/local.ts')
    return openFilesystem({ roots: [], workRoot: path.join(dataDir, 'work') })
  })
  return {
    process,
    git,
    addons,
    github,
    filesystem: {
      workFolder: async (...given) => (await filesystem()).workFolder(...given),
      removeWorkFolder: async (...given) => (await filesystem()).removeWorkFolder(...given),
      list: async (...given) => (await filesystem()).list(...given),
      readText: async (...given) => (await filesystem()).readText(...given),
      writeText: async (...given) => (await filesystem()).writeText(...given),
      exists: async (...given) => (await filesystem()).exists(...given),
    },
    docker,
    postgres,
    http,
  }
}
