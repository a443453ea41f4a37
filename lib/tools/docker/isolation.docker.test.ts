import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { after, before, describe, it } from 'node:test'
import { linesOf, openBench } from './engine.fixture.ts'
import type { ContainerSpec } from './port.ts'

const { docker, labels, script, name, clean } = openBench()
const [mine, other] = [name('mine'), name('other')]
const python = (text: string, more: Partial<ContainerSpec> = {}) => ({ ...script(text, more), entrypoint: ['python3', '-c'] })
const inMine = { networks: [{ name: mine, aliases: ['me'] }] }
const host = createServer((_request, response) => response.end('the host'))
let neighbour = ''
let port = 0

before(async () => {
  for (const network of [mine, other]) await docker.createNetwork({ name: network, internal: true, labels })
  const serve = 'import http.server; http.server.HTTPServer(("", 8000), http.server.SimpleHTTPRequestHandler).serve_forever()'
  const aliases = (network: string) => [{ name: network, aliases: ['served'] }]
  await docker.start(python(serve, { networks: aliases(mine), name: name('near') }))
  await docker.start(python(serve, { networks: aliases(other), name: name('far') }))
  neighbour = (await docker.exec(name('far'), { argv: ['hostname', '-I'] })).stdout.trim()
  await new Promise<void>((resolve) => host.listen(0, '0.0.0.0', resolve))
  const address = host.address()
  port = address && typeof address === 'object' ? address.port : 0
})
after(async () => {
  host.close()
  await clean()
})

/** Prints `reached` or the error for each `host:port`. */
const reach = (targets: string[]) => `
import socket
from concurrent.futures import ThreadPoolExecutor
def attempt(target):
    host, port = target.rsplit(':', 1)
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
        return target + ' reached'
    except OSError as error:
        return target + ' ' + type(error).__name__
with ThreadPoolExecutor(20) as pool:
    for line in pool.map(attempt, ${JSON.stringify(targets)}): print(line)
`

describe('a container on a network without a way out', () => {
  it('reaches its own network by name, and neither another one, nor this machine, nor the world', async () => {
    const machine = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter(({ family }) => family === 'IPv4').map((one) => one.address),
    )
    const outside = [`${name('far')}:8000`, `${neighbour}:8000`, '8.8.8.8:53', ...machine.map((address) => `${address}:${port}`)]
    const { lines } = await linesOf(docker, python(reach(['served:8000', ...outside]), inMine), 60_000)
    assert.equal(lines[0], 'out served:8000 reached')
    assert.equal(lines.length, outside.length + 1)
    assert.deepEqual(
      lines.slice(1).filter((line) => line.endsWith(' reached')),
      [],
    )
  })

  it('is given no address of the world by the engine, which would let data out in the questions', async () => {
    const ask =
      'import socket\ntry: print(socket.gethostbyname("secret.example.org"))\nexcept OSError as error: print(type(error).__name__)'
    const { lines, durationMs } = await linesOf(docker, python(ask, inMine))
    assert.deepEqual(lines, ['out gaierror'])
    assert.ok(durationMs < 8_000)
    const servers = await linesOf(docker, script('cat /etc/resolv.conf', inMine))
    assert.deepEqual(
      servers.lines.filter((line) => line.startsWith('out nameserver')),
      ['out nameserver 127.0.0.11'],
    )
  })

  it('has no network at all when it was given none', async () => {
    const { lines } = await linesOf(docker, script('ls /sys/class/net; cat /proc/net/route | wc -l'))
    assert.deepEqual(lines, ['out lo', 'out 1'])
  })
})

describe('a container', () => {
  it('has no right that root has, and cannot get one', async () => {
    const text = `grep -E "^(Cap|NoNewPrivs|Seccomp:)" /proc/self/status | tr "\\t" " "
      chown odoo /tmp 2>/dev/null || echo "no chown"; mount -t tmpfs none /mnt 2>/dev/null || echo "no mount"
      setpriv --reuid=101 --clear-groups true 2>/dev/null || echo "no setuid"; unshare -r true 2>/dev/null || echo "no namespace"`
    const { lines } = await linesOf(docker, script(text, { user: 'root', mounts: [{ memoryBytes: 1e6, path: '/tmp' }] }))
    const none = '0000000000000000'
    const caps = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((cap) => `out ${cap}: ${none}`)
    assert.deepEqual(lines, [
      ...caps,
      'out NoNewPrivs: 1',
      'out Seccomp: 2',
      'out no chown',
      'out no mount',
      'out no setuid',
      'out no namespace',
    ])
  })

  it('sees no socket of the engine, no disk and no process of the machine', async () => {
    const text = 'ls /var/run/docker.sock /run/docker.sock /dev/vda /dev/sda /dev/mem 2>/dev/null; ls -d /proc/[0-9]* | wc -l'
    const { lines } = await linesOf(docker, script(text))
    assert.equal(lines.length, 1)
    assert.ok(Number(lines[0]?.slice(4)) < 8, lines[0])
  })

  it('cannot change the kernel, nor write outside of what it was given, nor more than that', async () => {
    const text = `
      (echo 1 > /proc/sys/vm/drop_caches) 2>/dev/null || echo "no sys"; (echo x > /proc/sysrq-trigger) 2>/dev/null || echo "no sysrq"
      (echo x > /etc/x) 2>/dev/null || echo "no etc"; (echo x > /var/lib/odoo/x) 2>/dev/null || echo "no volume of the image"
      (echo 1 > /sys/fs/cgroup/x) 2>/dev/null || echo "no cgroup"
      head -c 3000000 /dev/zero > /tmp/big 2>/dev/null || echo "no more than its size"; rm /tmp/big
      printf '#!/bin/sh\\necho ran' > /tmp/x; chmod +x /tmp/x; /tmp/x 2>/dev/null || echo "no program in it"
      printf '#!/bin/sh\\necho ran' > /run/own/x; chmod +x /run/own/x; /run/own/x; stat -c %u:%g:%a /run/own; ulimit -c`
    const own = { memoryBytes: 1e6, path: '/run/own', owner: { uid: 101, gid: 103 }, executable: true }
    const { lines } = await linesOf(docker, script(text, { user: 'odoo', mounts: [{ memoryBytes: 2e6, path: '/tmp' }, own] }))
    assert.deepEqual(
      lines.map((line) => line.slice(4)),
      [
        'no sys',
        'no sysrq',
        'no etc',
        'no volume of the image',
        'no cgroup',
        'no more than its size',
        'no program in it',
        'ran',
        '101:103:755',
        '0',
      ],
    )
  })
})
