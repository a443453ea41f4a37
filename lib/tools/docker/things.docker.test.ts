import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { openProcess } from '../process.ts'
import { image, linesOf, openBench } from './engine.fixture.ts'
import { openDocker } from './engine.ts'

const { docker, labels, script, name, clean } = openBench()
const folder = mkdtempSync(path.join(tmpdir(), 'things-'))
after(async () => {
  rmSync(folder, { recursive: true })
  await clean()
})

describe('networks', () => {
  it('are made once, also by many at once, and a name that is another’s is refused', async () => {
    const network = { name: name('net'), internal: true, labels }
    await Promise.all([1, 2, 3, 4].map(() => docker.createNetwork(network)))
    await docker.createNetwork(network)
    assert.deepEqual(
      (await docker.labelled(labels)).networks.map((one) => [one.name, one.labels]),
      [[network.name, labels]],
    )
    await assert.rejects(docker.createNetwork({ ...network, labels: { ...labels, other: '1' } }), {
      code: 'conflict',
      message: /with other labels/,
    })
    await assert.rejects(docker.createNetwork({ ...network, internal: false }), { code: 'conflict' })
  })

  it('take and leave containers; one goes with its members connected', async () => {
    const [net, member] = [name('net'), name('member')]
    await docker.createNetwork({ name: net, internal: true, labels })
    await docker.createNetwork({ name: name('more'), internal: true, labels })
    await docker.start(script('sleep 600', { name: member, networks: [{ name: net }] }))
    await docker.connect(name('more'), member, { aliases: ['db'] })
    await docker.connect(name('more'), member, { aliases: ['db'] })
    const seen = await linesOf(docker, script('getent hosts db | wc -l', { networks: [{ name: name('more') }] }))
    assert.deepEqual(seen.lines, ['out 1'])
    await assert.rejects(docker.connect(name('none'), member), { code: 'not_found' })
    await assert.rejects(docker.connect(name('more'), name('none')), { code: 'not_found' })
    await docker.removeNetwork(name('more'))
    await docker.removeNetwork(name('more'))
    assert.deepEqual((await docker.inspect(member))?.networks, [net])
  })

  it('that somebody has removed are said to be gone by the container that was on them', async () => {
    const [net, member] = [name('gone'), name('lost')]
    await docker.createNetwork({ name: net, internal: true, labels })
    await docker.start(script('sleep 600', { name: member, networks: [{ name: net }] }))
    execFileSync('docker', ['kill', member])
    execFileSync('docker', ['network', 'rm', net])
    await assert.rejects(docker.restart(member), { code: 'not_found', message: /network \S+ not found/ })
  })

  it('leave a container that stands still, or restarts at that moment, able to start', async () => {
    const [still, busy] = [name('still'), name('busy')]
    await docker.createNetwork({ name: name('home'), internal: true, labels })
    for (const [member, restart] of [[still, false] as const, [busy, true] as const]) {
      const own = { ...labels, 'devops-agent.test.of': member }
      await docker.createNetwork({ name: `${member}-net`, internal: true, labels: own })
      await docker.start(script('sleep 600', { name: member, networks: [{ name: name('home') }], restart }))
      await docker.connect(`${member}-net`, member)
    }
    execFileSync('docker', ['kill', still])
    const pid = execFileSync('docker', ['inspect', '--format', '{{.State.Pid}}', busy], { encoding: 'utf8' })
    process.kill(Number(pid), 'SIGKILL')
    for (const member of [busy, still]) {
      await docker.removeLabelled({ ...labels, 'devops-agent.test.of': member })
      assert.deepEqual((await docker.inspect(member))?.networks, [name('home')])
      await docker.restart(member)
      assert.equal((await docker.inspect(member))?.status, 'running')
    }
  })
})

describe('volumes', () => {
  it('are made once, and removed once nobody uses them', async () => {
    const volume = { name: name('volume'), labels }
    await docker.createVolume(volume)
    await docker.createVolume(volume)
    await assert.rejects(docker.createVolume({ ...volume, labels: { ...labels, other: '1' } }), {
      code: 'conflict',
      message: /^There is a volume /,
    })
    await docker.start(script('sleep 600', { name: name('user'), mounts: [{ volume: volume.name, path: '/data', readOnly: true }] }))
    await assert.rejects(docker.removeVolume(volume.name, { deadlineMs: 500 }), { code: 'timeout' })
    await docker.remove(name('user'))
    await docker.removeVolume(volume.name)
    await docker.removeVolume(volume.name)
    assert.deepEqual((await docker.labelled(labels)).volumes, [])
  })
})

describe('a folder that is copied into a volume', () => {
  const tree = path.join(folder, 'tree')
  const volume = name('code')
  const common = { image, labels, maxBytes: 10e6 }
  const source = { ...common, parts: [{ folder: tree }] }

  it('has its files and links, nothing of git, and nothing of what links point to', async () => {
    mkdirSync(path.join(tree, '.git'), { recursive: true })
    mkdirSync(path.join(tree, 'crm/.git'), { recursive: true })
    mkdirSync(path.join(tree, 'empty'))
    writeFileSync(path.join(tree, '.git/config'), 'x')
    writeFileSync(path.join(tree, 'crm/ä b.py'), 'x'.repeat(70_000))
    writeFileSync(path.join(tree, 'crm/run.sh'), '', { mode: 0o700 })
    writeFileSync(path.join(tree, 'crm/private'), 'y', { mode: 0o600 })
    chmodSync(path.join(tree, 'crm/private'), 0o4600)
    writeFileSync(Buffer.concat([Buffer.from(`${tree}/odd-`), Buffer.from([0xff])]), 'z')
    writeFileSync(path.join(tree, `${'long-'.repeat(30)}x`), 'w')
    symlinkSync('../../../../../etc/passwd', path.join(tree, 'crm/out'))
    symlinkSync('/etc', path.join(tree, 'absolute'))
    execFileSync('mkfifo', [path.join(tree, 'pipe')])
    const small = path.join(folder, 'small')
    mkdirSync(small)
    for (const file of ['one', 'two']) writeFileSync(path.join(small, file), '1')
    await docker.createVolume({ name: volume, labels })
    assert.equal(
      await docker.fillVolume(volume, {
        ...common,
        parts: [
          { folder: tree, place: 'a/code' },
          { folder: small, place: 'b', only: ['one'] },
        ],
      }),
      70_003,
    )
    const list = 'cd /code && find . -printf "%P %y %m %U %l\\n" | sort'
    const { lines } = await linesOf(docker, script(list, { mounts: [{ volume, path: '/code', readOnly: true }] }))
    assert.deepEqual(
      lines.map((line) => line.slice(4)),
      [
        ' d 755 0 ',
        'a d 755 0 ',
        'a/code d 755 0 ',
        'a/code/absolute l 777 0 /etc',
        'a/code/crm d 755 0 ',
        'a/code/crm/out l 777 0 ../../../../../etc/passwd',
        'a/code/crm/private f 644 0 ',
        'a/code/crm/run.sh f 755 0 ',
        'a/code/crm/ä b.py f 644 0 ',
        'a/code/empty d 755 0 ',
        `a/code/${'long-'.repeat(30)}x f 644 0 `,
        'b d 755 0 ',
        'b/one f 644 0 ',
      ],
    )
  })

  it('is refused above the limit before anything is made, also one that is large only in name', async () => {
    writeFileSync(path.join(tree, 'sparse'), '')
    truncateSync(path.join(tree, 'sparse'), 200e6)
    const rejected = assert.rejects(docker.fillVolume(volume, source), {
      code: 'too_large',
      message: `The files in ${tree} are more than 9 MiB: the limit was passed at sparse (200000000 bytes).`,
    })
    await rejected
    rmSync(path.join(tree, 'sparse'))
  })

  it('leaves no container behind, whether it goes well or not', async () => {
    await docker.fillVolume(volume, source)
    await assert.rejects(docker.fillVolume(volume, { ...common, parts: [{ folder: tree, place: '../x' }] }), { code: 'invalid' })
    await assert.rejects(docker.fillVolume(volume, { ...common, parts: [{ folder: '/no/such' }] }), { code: 'not_found' })
    await assert.rejects(docker.fillVolume(volume, { ...source, image: 'nosuch:1' }), { code: 'not_found' })
    await assert.rejects(docker.fillVolume(volume, source, { deadlineMs: 30 }), { code: 'timeout' })
    assert.deepEqual(
      (await docker.labelled(labels)).containers.filter(({ status }) => status === 'created'),
      [],
    )
  })
})

describe('what bears labels', () => {
  it('is found and removed, and nothing else is', async () => {
    const [run, others] = [
      { ...labels, 'devops-agent.test.of': 'a' },
      { ...labels, 'devops-agent.test.of': 'b' },
    ]
    for (const [one, word] of [[run, 'a'] as const, [others, 'b'] as const]) {
      await docker.createNetwork({ name: name(word), internal: true, labels: one })
      await docker.createVolume({ name: name(word), labels: one })
      const mounts = [{ volume: name(word), path: '/data', readOnly: false }]
      await docker.start(script('sleep 600', { name: name(word), labels: one, networks: [{ name: name(word) }], mounts }))
    }
    await docker.connect(name('a'), name('b'))
    const names = async (of: Record<string, string>) => {
      const { containers, networks, volumes } = await docker.labelled(of)
      return [containers, networks, volumes].map((things) => things.map((one) => one.name).toSorted())
    }
    assert.deepEqual(await names(run), [[name('a')], [name('a')], [name('a')]])
    assert.deepEqual((await names({ 'devops-agent.test.of': '', ...labels }))[0], [name('a'), name('b')])
    const removed = await Promise.all([docker.removeLabelled(run), docker.removeLabelled(run)])
    assert.equal(Math.max(...removed), 3)
    assert.equal(await docker.removeLabelled(run), 0)
    assert.deepEqual(await names(others), [[name('b')], [name('b')], [name('b')]])
    assert.deepEqual([(await docker.inspect(name('b')))?.status, (await docker.inspect(name('b')))?.networks], ['running', [name('b')]])
    await assert.rejects(docker.removeLabelled({}), { code: 'refused' })
  })
})

describe('compose', () => {
  const file = path.join(folder, 'compose.yml')
  writeFileSync(
    file,
    `services:\n  one:\n    image: ${image}\n    entrypoint: ["sleep", "60"]\n    init: true\n    network_mode: none\n    tmpfs: [/var/lib/odoo, /mnt/extra-addons]\n    labels: { devops-agent.test: "${labels['devops-agent.test']}" }\n`,
  )
  const project = name('project')
  const testbed = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'devops-agent/testbed/docker-config')
  const settings = { process: openProcess(), compose: { [project]: file } }
  const composed = openDocker({ ...settings, env: existsSync(testbed) ? { DOCKER_CONFIG: testbed } : {} })

  it('knows the files of the configuration, and no other', async () => {
    for (const unknown of ['other', 'toString', '../x'])
      await assert.rejects(composed.compose(unknown, { action: 'up' }), { code: 'refused' })
    await assert.rejects(composed.compose(project, { action: 'up', services: ['--help'] }), { code: 'invalid' })
  })

  it('brings a project up, shows it, and takes it down', async (context) => {
    const up = await composed.compose(project, { action: 'up' }).catch((error: Error) => error)
    if (up instanceof Error) {
      assert.equal(up.message, 'This machine has no docker compose.')
      return context.skip(up.message)
    }
    assert.deepEqual([up.exitCode, (await docker.inspect(`${project}-one-1`))?.status], [0, 'running'])
    assert.match((await composed.compose(project, { action: 'ps' })).stdout, /one/)
    assert.equal((await composed.compose(project, { action: 'logs', services: ['one'], tail: 5 })).exitCode, 0)
    assert.equal((await composed.compose(project, { action: 'down' })).exitCode, 0)
    assert.equal(await docker.inspect(`${project}-one-1`), null)
  })

  it('says so where the plugin is missing', async () => {
    const bare = openDocker({ ...settings, env: { DOCKER_CONFIG: folder, DOCKER_CLI_PLUGIN_EXTRA_DIRS: folder } })
    const found = await bare.compose(project, { action: 'ps' }).catch((error: Error) => error)
    // Where the plugin is installed for the whole machine it is found all the same.
    if (found instanceof Error) assert.equal(found.message, 'This machine has no docker compose.')
    else assert.equal(found.exitCode, 0)
  })
})
