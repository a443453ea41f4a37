import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../eventually.ts'
import { image, linesOf, openBench } from './engine.fixture.ts'

const { docker, labels, script, name, clean } = openBench()
after(clean)
const mine = name('mine')
const since = new Date(Date.now() - 1_000).toISOString()
before(() => docker.createNetwork({ name: name('net'), internal: true, labels }))

describe('the engine', () => {
  it('says what it is, and which images it has', async () => {
    const { version, apiVersion, cpus, memoryBytes } = await docker.engine()
    assert.match(`${version} ${apiVersion}`, /^\d+\.\d+\S* 1\.\d+$/)
    assert.ok(cpus >= 1 && memoryBytes > 1e8)
    const facts = await docker.image(image)
    assert.match(facts?.id ?? '', /^sha256:[0-9a-f]{64}$/)
    assert.ok(facts?.tags.includes(image) && facts.sizeBytes > 1e6)
    assert.deepEqual(await docker.pull(image), facts)
    assert.equal(await docker.image('nosuch:1'), null)
    await assert.rejects(docker.image('Not An Image'), { code: 'invalid' })
  })

  it('says so when an image cannot be had', async () => {
    const absent = 'localhost:1/nosuch'
    await assert.rejects(docker.pull(absent), {
      code: 'unavailable',
      message: /^The image localhost:1\/nosuch is not on the engine and cannot be pulled: /,
    })
  })
})

describe('a container', () => {
  it('may be given more processors than the machine has: it gets all of them; and no more time than it is given', async () => {
    const { cpus } = await docker.engine()
    const limits = { memoryBytes: 64 * 1024 ** 2, cpus: cpus + 7, processes: 16 }
    assert.equal((await docker.run(script('true', { limits }))).exitCode, 0)
    // As the kernel counts them: periods in which it had used up its time.
    const throttled = (share: number) =>
      linesOf(
        docker,
        script('n=0; while [ $n -lt 300000 ]; do n=$((n + 1)); done; cat /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/cpu/cpu.stat 2>/dev/null', {
          limits: { ...limits, cpus: share },
        }),
      ).then(({ lines }) => Number(/nr_throttled (\d+)/.exec(lines.join('\n'))?.[1]))
    assert.equal(await throttled(limits.cpus), 0)
    assert.ok((await throttled(0.2)) > 0)
  })

  it('starts, is seen, restarts, stops and goes; its name is its own', async () => {
    const text = 'trap "exit 7" TERM; echo begun; while :; do sleep 0.05; done'
    const started = await docker.start(script(text, { name: mine, networks: [{ name: name('net'), aliases: ['one'] }], restart: true }))
    assert.deepEqual([started.name, started.image, started.status, started.exitCode], [mine, image, 'running', null])
    assert.deepEqual([started.networks, started.health, started.outOfMemory, started.finishedAt], [[name('net')], 'none', false, null])
    assert.equal(started.labels['devops-agent.test'], labels['devops-agent.test'])
    assert.deepEqual(await docker.inspect(mine), started)
    await assert.rejects(docker.start(script('true', { name: mine })), { code: 'conflict', message: new RegExp(mine) })
    await eventually('it has begun', async () => (await docker.logs(mine)).length === 1)
    await docker.restart(mine)
    assert.notEqual((await docker.inspect(mine))?.startedAt, started.startedAt)
    await eventually('it has begun again', async () => (await docker.logs(mine)).length === 2)
    await docker.stop(mine)
    await docker.stop(mine)
    const stopped = await docker.inspect(mine)
    assert.deepEqual([stopped?.status, stopped?.exitCode], ['exited', 7])
    await assert.rejects(docker.exec(mine, { argv: ['true'] }), { code: 'conflict', message: /is not running/ })
    await docker.remove(mine)
    await docker.remove(mine)
    assert.equal(await docker.inspect(mine), null)
  })

  it('that is not there is not found', async () => {
    const none = name('none')
    const calls = [
      () => docker.stop(none),
      () => docker.restart(none),
      () => docker.exec(none, { argv: ['true'] }),
      () => docker.logs(none),
      () => docker.stats(none),
    ]
    for (const call of calls) await assert.rejects(call(), { code: 'not_found', message: `Docker: No such container: ${none}.` })
  })

  it('that cannot be started is not left there', async () => {
    const broken = script('true', { name: name('broken'), entrypoint: ['/no/such/program'] })
    // With an init of its own the program's absence is seen only when it runs.
    const { status } = await docker.start(broken)
    assert.ok(status === 'running' || status === 'exited')
    await docker.remove(name('broken'))
    await assert.rejects(docker.start(script('true', { name: name('broken'), user: 'nosuchuser' })))
    assert.equal(await docker.inspect(name('broken')), null)
  })
})

describe('in a running container', () => {
  const busy = name('busy')
  before(() => docker.start(script('echo out; echo err >&2; sleep 600', { name: busy, networks: [{ name: name('net') }] })))

  it('a program gets its input and environment, and gives its output and exit code', async () => {
    const argv = ['sh', '-c', 'cat; echo "$WORD" >&2; id -u; exit 4']
    const result = await docker.exec(busy, { argv, env: { WORD: 'ä b' }, user: '101', stdin: 'given\n' })
    assert.deepEqual(result, { exitCode: 4, stdout: 'given\n101\n', stderr: 'ä b\n' })
    const much = 'x'.repeat(3_000_000)
    assert.equal((await docker.exec(busy, { argv: ['cat'], stdin: much })).stdout, much)
    assert.equal((await docker.exec(busy, { argv: ['true'], stdin: much })).exitCode, 0)
    assert.equal((await docker.exec(busy, { argv: ['/no/such/program'] })).exitCode, 126)
  })

  it('a program that takes too long, or writes too much, is killed', async () => {
    const others = async () => {
      const { stdout } = await docker.exec(busy, { argv: ['sh', '-c', 'cat /proc/[0-9]*/cmdline | tr "\\0" " "'] })
      return [...stdout.matchAll(/sleep 7[0-9]+|yes/g)].map(String)
    }
    await assert.rejects(docker.exec(busy, { argv: ['sleep', '71'] }, { deadlineMs: 400 }), {
      code: 'timeout',
      message: /^sleep in container /,
    })
    const stop = new AbortController()
    const cancelled = docker.exec(busy, { argv: ['sleep', '72'], user: '101' }, { signal: stop.signal })
    await eventually('it runs', async () => (await others()).includes('sleep 72'))
    stop.abort()
    await assert.rejects(cancelled, { code: 'cancelled' })
    await assert.rejects(docker.exec(busy, { argv: ['yes'], maxOutputBytes: 100_000 }), {
      code: 'too_large',
      message: /more than 100000 bytes/,
    })
    await eventually('nothing of it runs', async () => (await others()).length === 0)
  })

  it('a program that loses its container is not taken for one that has ended', async () => {
    const short = name('short')
    await docker.start(script('sleep 600', { name: short }))
    const running = docker.exec(short, { argv: ['sleep', '73'] })
    await eventually('it runs', async () => (await docker.stats(short)).processes >= 3)
    const failed = running.then(
      ({ exitCode }) => exitCode,
      ({ code }: { code: string }) => code,
    )
    await docker.remove(short)
    assert.notEqual(await failed, 0)
  })

  it('its log, its figures and what happened to it are seen', async () => {
    const log = await docker.logs(busy)
    assert.deepEqual(log.map(({ stream, line }) => `${stream} ${line}`).toSorted(), ['err err', 'out out'])
    assert.match(log[0]?.at ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.equal((await docker.logs(busy, { tail: 1 })).length, 1)
    assert.deepEqual(await docker.logs(busy, { since: new Date(Date.now() + 60_000).toISOString() }), [])
    const stats = await docker.stats(busy)
    assert.ok(stats.processes >= 2 && stats.memoryBytes > 0 && stats.memoryLimitBytes === 256 * 1024 ** 2)
    assert.ok(stats.cpuPercent >= 0 && stats.receivedBytes >= 0 && stats.sentBytes >= 0)
    const events = await docker.events({ since, until: new Date().toISOString(), labels })
    const told = events.filter(({ type, labels: own }) => type === 'container' && own['devops-agent.test'] === labels['devops-agent.test'])
    assert.ok(told.some(({ action }) => action === 'start') && told.some(({ action }) => action === 'destroy'))
    assert.ok(told.every(({ at, id }) => at >= since && /^[0-9a-f]{64}$/.test(id)))
    assert.deepEqual(
      events.map(({ at }) => at),
      events.map(({ at }) => at).toSorted(),
    )
  })
})
