import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { until } from '../test/until.ts'
import { commandOf, mountsBelow, namespaceOf, processes, processesOfContainer } from './linux.ts'

// Each test has an engine of its own in a network and with a /run of its own: the machine, and another engine on it, do not notice.
const skip = process.getuid?.() === 0 ? false : 'out of reach: only root can make a network'
const rule = '-A INPUT -p tcp -m tcp --dport 4 -j ACCEPT'
const laterRule = '-A FORWARD -s 10.9.8.0/24 -j ACCEPT'

test('an engine that is stopped leaves the machine as it was, and rules that others have made since', { skip }, async (t) => {
  const lab = await openLab(t)
  const before = lab.look()
  lab.engine('start')
  lab.use()
  lab.inside('iptables', ...laterRule.split(' '))
  assert.notDeepEqual(lab.look().bridges, [])
  assert.match(lab.look().rules, /DOCKER/)
  assert.equal(lab.look().forwarding, '1')
  lab.engine('stop')
  assert.deepEqual(lab.look(), { ...before, rules: `${before.rules}\n${laterRule}` })
})

test('what a killed engine has left can be taken away: containers, mounts, bridges, rules', { skip }, async (t) => {
  const lab = await openLab(t)
  const before = lab.look()
  lab.engine('start')
  const container = lab.use()
  const pid = Number(readFileSync(path.join(lab.folder, 'dockerd.pid'), 'utf8'))
  process.kill(pid, 'SIGKILL')
  await until(
    () => !processes().some((one) => one.pid === pid),
    10_000,
    () => 'the engine is still there',
  )
  assert.notDeepEqual(processesOfContainer(container), [])
  lab.engine('stop')
  assert.deepEqual(processesOfContainer(container), [])
  assert.deepEqual(lab.look(), before)
})

test('an engine that was started again after it was killed still goes back to what was before the first', { skip }, async (t) => {
  const lab = await openLab(t)
  const before = lab.look()
  lab.engine('start')
  process.kill(Number(readFileSync(path.join(lab.folder, 'dockerd.pid'), 'utf8')), 'SIGKILL')
  lab.engine('start')
  lab.engine('stop')
  assert.deepEqual(lab.look(), before)
})

test('an engine that panics over half a network, as one left it that was killed meanwhile, is started without it', { skip }, async (t) => {
  const lab = await openLab(t)
  const files = path.join(lab.folder, 'docker/network/files')
  mkdirSync(files, { recursive: true })
  // What a Docker 20.10 that was killed while a network was removed has left, as it is.
  writeFileSync(path.join(files, 'local-kv.db'), gunzipSync(readFileSync(path.join(import.meta.dirname, 'half-network.fixture.db.gz'))))
  lab.engine('start')
  lab.use()
  assert.notDeepEqual(lab.look().bridges, [])
})

async function openLab(t: TestContext) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'engine-'))
  const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /run && exec sleep infinity'], { stdio: 'ignore' })
  const inside = (program: string, ...args: string[]) =>
    execFileSync('nsenter', ['--target', String(holder.pid), '--net', '--mount', program, ...args], {
      encoding: 'utf8',
      timeout: 120_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const engine = (action: 'start' | 'stop') => inside(process.execPath, path.join(import.meta.dirname, 'engine.fixture.ts'), action, folder)
  const docker = (...args: string[]) => inside('docker', '--host', `unix://${folder}/docker.sock`, ...args).trim()
  t.after(() => {
    engine('stop')
    holder.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  await until(
    () => commandOf(holder.pid ?? 0)?.[0] === 'sleep',
    10_000,
    () => 'no network was made: unshare has failed',
  )
  inside('iptables', ...rule.split(' '))
  inside('sh', '-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward; ip link set lo up')
  return { folder, inside, engine, look: () => look(folder, holder.pid ?? 0, inside), use: () => use(docker) }
}

/** Runs a container with a network and a published port, and returns its id. */
function use(docker: (...args: string[]) => string): string {
  const libraries = execFileSync('ldd', ['/bin/sleep'], { encoding: 'utf8' }).match(/\/\S+/g) ?? []
  const folder = mkdtempSync(path.join(os.tmpdir(), 'image-'))
  try {
    execFileSync('tar', ['-chf', `${folder}/image.tar`, '-C', '/', ...['/bin/sleep', ...libraries].map((file) => file.slice(1))])
    docker('import', `${folder}/image.tar`, 'sleep')
  } finally {
    rmSync(folder, { recursive: true })
  }
  docker('network', 'create', 'other')
  const id = docker('run', '--detach', '--stop-signal', 'KILL', '--publish', '127.0.0.1::80', 'sleep', '/bin/sleep', '1000')
  docker('network', 'connect', 'other', id)
  return id
}

/** What of the machine an engine in this folder and this network could change. */
function look(folder: string, holder: number, inside: (program: string, ...args: string[]) => string) {
  const network = namespaceOf(holder, 'net')
  const links = inside('ip', '-o', 'link', 'show').match(/(?<=^\d+: )[^:@]+/gm) ?? []
  const others = processes().filter(
    ({ pid, command }) => pid !== holder && (namespaceOf(pid, 'net') === network || command.some((argument) => argument.includes(folder))),
  )
  return {
    bridges: links.filter((name) => name !== 'lo'),
    rules: meaningOf(inside('iptables-save')),
    rules6: meaningOf(inside('ip6tables-save')),
    forwarding: inside('cat', '/proc/sys/net/ipv4/ip_forward').trim(),
    mounts: mountsBelow(folder, inside('cat', '/proc/self/mountinfo')),
    run: inside('ls', '/run')
      .split('\n')
      .filter((name) => name && name !== 'mount' && name !== 'xtables.lock'),
    processes: others.map(({ command }) => command[0]),
  }
}

/** Chains, policies that are not the usual one, and rules: an empty table says as little as none. */
function meaningOf(saved: string): string {
  return saved
    .split('\n')
    .filter((line) => line.startsWith('-A') || (line.startsWith(':') && !/^:\w+ ACCEPT/.test(line)))
    .map((line) => line.replace(/ \[.*/, ''))
    .join('\n')
}
