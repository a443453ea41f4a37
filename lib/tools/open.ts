import path from 'node:path'
import type { DockerTool } from './docker/port.ts'
import type { GitTool } from './git/port.ts'
import type { HttpTool } from './http/port.ts'
import type { PostgresTool } from './postgres/port.ts'
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
  /** The engine's address as DOCKER_HOST has it (default: this machine's), and the compose files by the name of their project. */
  docker?: { host?: string | undefined; compose?: Readonly<Record<string, string>> | undefined } | undefined
}

/** Opens the real tools. An adapter is loaded when it is first used, so that what uses none starts at once. */
export function openTools(settings: ToolSettings): Tools {
  const { dataDir, allow, protectedBranches, credentials, gitEnv } = settings
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

/** Opens at the first call, and hands out the same to all. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** A tool all of whose methods are asynchronous: the first call of any of them opens it. It cannot be spread: its names are not known. */
function atFirstUse<Port extends object>(open: () => Promise<Port>): Port {
  const opened = once(open)
  const call =
    (method: string) =>
    async (...given: unknown[]): Promise<unknown> => {
      const tool = await opened()
      const member: unknown = Reflect.get(tool, method)
      if (typeof member !== 'function') throw new TypeError(`The tool has no method ${method}.`)
      return Reflect.apply(member, tool, given)
    }
  const handler: ProxyHandler<object> = {
    // A promise that is resolved with a tool asks for `then`.
    get: (_target, name) => (typeof name !== 'string' || name === 'then' ? undefined : call(name)),
    ownKeys: () => {
      throw new TypeError('A tool that is opened at its first use cannot be spread: name the methods.')
    },
  }
  return portOf(new Proxy({}, handler))
}

/** Every property of it is a method that does as the tool's own of that name. */
function portOf<Port>(tool: object): Port {
  return tool as Port
}
