import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerSpec } from './port.ts'
import { optionsOf } from './spec.ts'

const least: ContainerSpec = {
  image: 'odoo:19',
  argv: ['odoo'],
  env: { A: 'b=c' },
  labels: {},
  networks: [],
  mounts: [],
  limits: { memoryBytes: 1e9, cpus: 1.5, processes: 100 },
  readOnlyRoot: true,
}
const here = { imageVolumes: [], secluded: true }

test('whatever is asked for, a container has no right, no swap and no more than its limits', () => {
  const { HostConfig: host, Env } = optionsOf(least, here)
  assert.deepEqual(Env, ['A=b=c'])
  assert.deepEqual(
    [host?.CapDrop, host?.SecurityOpt, host?.Privileged, host?.NetworkMode, host?.IpcMode, host?.Binds, host?.Devices],
    [['ALL'], ['no-new-privileges'], false, 'none', 'private', undefined, undefined],
  )
  assert.deepEqual([host?.Memory, host?.MemorySwap, host?.CpuQuota, host?.PidsLimit, host?.OomKillDisable], [1e9, 1e9, 150_000, 100, false])
  assert.deepEqual([host?.Sysctls, host?.Dns, host?.RestartPolicy], [undefined, undefined, { Name: 'no' }])
})

test('where not all can have their time a container gives way to what runs beside the engine', () => {
  const standard = 1024
  assert.ok(Number(optionsOf(least, here).HostConfig?.CpuShares) < standard)
})

test('a container without a way out has no name server behind the engine, one with a way out has', () => {
  const networked = { ...least, networks: [{ name: 'inner', aliases: ['db'] }, { name: 'other' }] }
  const { HostConfig: inside, NetworkingConfig } = optionsOf(networked, here)
  assert.deepEqual(NetworkingConfig, { EndpointsConfig: { inner: { Aliases: ['db'] } } })
  assert.deepEqual([inside?.Dns, inside?.Sysctls, inside?.NetworkMode], [['127.0.0.1'], { 'net.ipv4.ip_forward': '0' }, 'inner'])
  assert.equal(optionsOf(networked, { ...here, secluded: false }).HostConfig?.Dns, undefined)
})

test('what an image declares as a volume is none, and cannot be written, unless something is mounted there', () => {
  const spec: ContainerSpec = {
    ...least,
    mounts: [
      { memoryBytes: 1e6, path: '/data', owner: { uid: 101, gid: 103 }, executable: true },
      { memoryBytes: 1e6, path: '/tmp' },
      { volume: 'code', path: '/code', readOnly: true },
    ],
  }
  const volumes = { ...here, imageVolumes: ['/data', '/extra'] }
  const { HostConfig: host } = optionsOf(spec, volumes)
  assert.deepEqual(host?.Tmpfs, {
    '/extra': 'ro,nosuid,nodev,noexec,size=4096',
    '/data': 'rw,nosuid,nodev,exec,size=1000000,uid=101,gid=103,mode=0755',
    '/tmp': 'rw,nosuid,nodev,noexec,size=1000000,mode=1777',
  })
  assert.deepEqual(
    host?.Mounts?.map(({ Type, Source, Target, ReadOnly }) => [Type, Source, Target, ReadOnly]),
    [['volume', 'code', '/code', true]],
  )
  assert.deepEqual(optionsOf({ ...spec, readOnlyRoot: false }, volumes).HostConfig?.Tmpfs, host?.Tmpfs)
})

test('what is given of the program, its user and its folder replaces what the image has, and nothing else does', () => {
  const { Entrypoint, User, WorkingDir } = optionsOf(least, here)
  assert.deepEqual([Entrypoint, User, WorkingDir], [undefined, undefined, undefined])
  const given = optionsOf({ ...least, entrypoint: [], user: 'odoo', workingDir: '/tmp', restart: true }, here)
  assert.deepEqual([given.Entrypoint, given.User, given.WorkingDir, given.HostConfig?.RestartPolicy?.Name], [[], 'odoo', '/tmp', 'always'])
})
