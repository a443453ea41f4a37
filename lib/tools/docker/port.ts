import type { CallOptions } from '../tools.ts'

/** Labels as the engine keeps them: names with dots, short values. */
export type Labels = Record<string, string>

/**
 * A volume of the engine's, or a piece of memory that is gone with its container. Folders of the host are never mounted. Memory without
 * an owner can be written by everybody; programs in it cannot be executed, nor libraries loaded, unless it is said.
 */
export type Mount =
  | { volume: string; path: string; readOnly: boolean }
  | { memoryBytes: number; path: string; owner?: { uid: number; gid: number } | undefined; executable?: boolean | undefined }

interface ContainerLimits {
  memoryBytes: number
  /** Processors, in parts: 1.5. */
  cpus: number
  processes: number
}

/**
 * What a container is made of. Whatever it says, a container gets no capability, no new privileges, no device, no folder and no
 * network of the host, and no volume without a name: what its image declares as one cannot be written unless something is mounted
 * there. Its log is kept by the engine up to 64 MiB.
 */
export interface ContainerSpec {
  image: string
  /** Unique on the engine; `conflict` when it is taken. */
  name?: string | undefined
  /** Replaces the image's own when given. */
  entrypoint?: readonly string[] | undefined
  argv: readonly string[]
  env: Record<string, string>
  user?: string | undefined
  workingDir?: string | undefined
  labels: Labels
  /** Names of networks with what the container is called there; none: no network at all. */
  networks: { name: string; aliases?: string[] | undefined }[]
  mounts: Mount[]
  limits: ContainerLimits
  /** The root file system cannot be written: what is written goes to `mounts`, and is bounded by them. */
  readOnlyRoot: boolean
  /** Started again by the engine when it ends or the engine restarts. */
  restart?: boolean | undefined
}

/** A container as it was observed. */
export interface ContainerState {
  id: string
  name: string
  image: string
  labels: Labels
  status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  exitCode: number | null
  /** The kernel ended a process of it for want of memory. */
  outOfMemory: boolean
  health: 'none' | 'starting' | 'healthy' | 'unhealthy'
  startedAt: string | null
  finishedAt: string | null
  networks: string[]
}

/** A container that has run to its end and is removed. */
export interface ContainerEnd {
  exitCode: number
  outOfMemory: boolean
  durationMs: number
}

interface ExecResult {
  exitCode: number
  stdout: string
  stderr: string
}

export interface LogLine {
  /** ISO 8601, by the engine's clock. */
  at: string
  stream: 'out' | 'err'
  line: string
}

interface ContainerStats {
  cpuPercent: number
  memoryBytes: number
  memoryLimitBytes: number
  processes: number
  receivedBytes: number
  sentBytes: number
}

export interface EngineEvent {
  at: string
  type: string
  action: string
  id: string
  labels: Labels
}

export interface ImageFacts {
  /** `sha256:…` of its configuration: the same content has the same id on every engine. */
  id: string
  tags: string[]
  sizeBytes: number
  labels: Labels
}

export interface Kept {
  name: string
  labels: Labels
}

type OnLine = { onLine?: ((line: string, stream: 'out' | 'err') => void | Promise<void>) | undefined }

/**
 * One Docker engine. Errors: `unavailable` (no engine there, it went away, an image cannot be pulled, disk full), `not_found`,
 * `conflict` (a name is taken, a network is in use), `invalid` (the engine refuses what was asked), `timeout`, `cancelled`.
 */
export interface DockerTool {
  /** Versions and sizes of the engine. */
  engine(options?: CallOptions): Promise<{ version: string; apiVersion: string; cpus: number; memoryBytes: number }>

  /** The image of that name on the engine, null when it has none. */
  image(name: string, options?: CallOptions): Promise<ImageFacts | null>
  /** Pulls an image where it is absent; `onLine` hears of the progress. `unavailable` when it cannot be had. */
  pull(name: string, options?: CallOptions & OnLine): Promise<ImageFacts>

  /** Makes and starts a container. */
  start(spec: ContainerSpec, options?: CallOptions): Promise<ContainerState>
  /**
   * Makes a container, follows its output line by line to its end, and removes it. While `onLine` works the reading waits. At the
   * deadline, on cancel and on an error of `onLine` it is killed and removed before the call throws.
   */
  run(spec: ContainerSpec, options?: CallOptions & OnLine): Promise<ContainerEnd>
  inspect(container: string, options?: CallOptions): Promise<ContainerState | null>
  /** Runs a program in a running container; `stdin` is closed after it. Output above `maxOutputBytes` (default 16 MiB) is `too_large`. */
  exec(
    container: string,
    command: { argv: readonly string[]; env?: Record<string, string>; user?: string; stdin?: string; maxOutputBytes?: number },
    options?: CallOptions,
  ): Promise<ExecResult>
  /** Stops gracefully within 10 s, then by force. */
  stop(container: string, options?: CallOptions): Promise<void>
  restart(container: string, options?: CallOptions): Promise<void>
  /** Kills and removes it with its anonymous volumes; nothing happens when it is gone. */
  remove(container: string, options?: CallOptions): Promise<void>
  /** The last lines, oldest first. */
  logs(container: string, options?: CallOptions & { tail?: number; since?: string }): Promise<LogLine[]>
  stats(container: string, options?: CallOptions): Promise<ContainerStats>
  /** What happened between two moments (ISO 8601), oldest first, of things with these labels. */
  events(range: { since: string; until: string; labels?: Labels }, options?: CallOptions): Promise<EngineEvent[]>

  /** Makes a network with no way out (`internal`) or with one; nothing happens when it exists with the same labels. */
  createNetwork(network: { name: string; internal: boolean; labels: Labels }, options?: CallOptions): Promise<void>
  connect(network: string, container: string, options?: CallOptions & { aliases?: string[] }): Promise<void>
  /** Disconnects what is on it and removes it; nothing happens when it is gone. */
  removeNetwork(name: string, options?: CallOptions): Promise<void>
  createVolume(volume: { name: string; labels: Labels }, options?: CallOptions): Promise<void>
  removeVolume(name: string, options?: CallOptions): Promise<void>
  /**
   * Copies the files below local folders, or below those named in `only` alone, into a volume, to `place` in it (a relative path, made
   * when absent; default its root), through a container of `image` that is made and never started. `.git`, sockets, devices and names that are not UTF-8 are left out;
   * links are copied as links, never followed; files belong to root and everybody may read them. Returns the bytes. More than
   * `maxBytes` is `too_large`, and nothing is copied.
   */
  fillVolume(
    volume: string,
    source: {
      parts: readonly { folder: string; only?: readonly string[] | undefined; place?: string | undefined }[]
      image: string
      labels: Labels
      maxBytes: number
    },
    options?: CallOptions,
  ): Promise<number>

  /** Everything on the engine with all of these labels (an empty value fits any). */
  labelled(labels: Labels, options?: CallOptions): Promise<{ containers: ContainerState[]; networks: Kept[]; volumes: Kept[] }>
  /** Removes all of that, containers first, and returns how many things were removed. */
  removeLabelled(labels: Labels, options?: CallOptions): Promise<number>

  /** `docker compose` for the compose files of the configuration, by their names there; another name is `refused`. */
  compose(
    project: string,
    command: { action: 'up' | 'down' | 'ps' | 'logs' | 'restart' | 'pull'; services?: string[]; tail?: number },
    options?: CallOptions & OnLine,
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>
}
