import type { ContainerCreateOptions, HostConfig } from 'dockerode'
import type { ContainerSpec, Mount } from './port.ts'

/** What an engine and the things on it make of a specification. */
export interface Circumstances {
  /** Paths that the image declares as volumes. */
  imageVolumes: readonly string[]
  /** True when none of the container's networks leads out. */
  secluded: boolean
}

const openFiles = 16_384
/** Of processor time, where not all can have theirs: the engine's standard is 1024. What is built gives way to what serves people. */
const cpuShares = 256
const cpuPeriodUs = 100_000
const coverBytes = 4096

/** The engine's words for a specification. What is not choosable is fixed here. */
export function optionsOf(spec: ContainerSpec, circumstances: Circumstances): ContainerCreateOptions {
  const [first] = spec.networks
  return {
    Image: spec.image,
    Cmd: [...spec.argv],
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: [...spec.entrypoint] }),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    ...(spec.user === undefined ? {} : { User: spec.user }),
    ...(spec.workingDir === undefined ? {} : { WorkingDir: spec.workingDir }),
    Labels: spec.labels,
    Tty: false,
    OpenStdin: false,
    HostConfig: hostConfigOf(spec, circumstances),
    ...(first === undefined ? {} : { NetworkingConfig: { EndpointsConfig: { [first.name]: { Aliases: first.aliases ?? [] } } } }),
  }
}

function hostConfigOf(spec: ContainerSpec, { imageVolumes, secluded }: Circumstances): HostConfig {
  const { memoryBytes, processes } = spec.limits
  const networked = spec.networks.length > 0
  // The engine would make a volume without a name for each, which nobody finds when it is killed at that moment.
  const covered = imageVolumes.filter((path) => !spec.mounts.some((mount) => mount.path === path))
  return {
    Privileged: false,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    IpcMode: 'private',
    Init: true,
    LogConfig: { Type: 'json-file', Config: { 'max-size': '64m', 'max-file': '1' } },
    Memory: memoryBytes,
    // Memory and swap together: no swap.
    MemorySwap: memoryBytes,
    OomKillDisable: false,
    // As a share of time it may be more than the machine has, which the engine refuses of a number of processors.
    CpuPeriod: cpuPeriodUs,
    CpuQuota: Math.round(spec.limits.cpus * cpuPeriodUs),
    CpuShares: cpuShares,
    PidsLimit: processes,
    Ulimits: [
      { Name: 'nofile', Soft: openFiles, Hard: openFiles },
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    ReadonlyRootfs: spec.readOnlyRoot,
    RestartPolicy: { Name: spec.restart ? 'always' : 'no' },
    NetworkMode: spec.networks[0]?.name ?? 'none',
    ...(networked ? { Sysctls: { 'net.ipv4.ip_forward': '0' } } : {}),
    // The engine's own name server passes on what it does not know, also for networks without a way out: a way for data to leave.
    // It is left without anybody to ask, which it does not tell; so who asks is to wait a second, not ten.
    ...(networked && secluded ? { Dns: ['127.0.0.1'], DnsOptions: ['timeout:1', 'attempts:1'] } : {}),
    Tmpfs: { ...Object.fromEntries(covered.map((path) => [path, `ro,nosuid,nodev,noexec,size=${coverBytes}`])), ...tmpfsOf(spec.mounts) },
    Mounts: spec.mounts.flatMap((mount) =>
      'volume' in mount
        ? [{ Type: 'volume' as const, Source: mount.volume, Target: mount.path, ReadOnly: mount.readOnly, Consistency: 'default' as const }]
        : [],
    ),
  }
}

function tmpfsOf(mounts: readonly Mount[]): Record<string, string> {
  const entries = mounts.flatMap((mount): [string, string][] => {
    if ('volume' in mount) return []
    const { path, memoryBytes, owner, executable } = mount
    const whose = owner === undefined ? 'mode=1777' : `uid=${owner.uid},gid=${owner.gid},mode=0755`
    return [[path, `rw,nosuid,nodev,${executable ? 'exec' : 'noexec'},size=${memoryBytes},${whose}`]]
  })
  return Object.fromEntries(entries)
}
