import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { eventually } from '../eventually.ts'
import { linesOf, openBench, openWire } from './engine.fixture.ts'

const { docker, labels, script, name, clean } = openBench()
after(clean)
const left = async (more: Record<string, string>) => (await docker.labelled({ ...labels, ...more })).containers.map(({ status }) => status)

describe('run', () => {
  it('hands on every line of both streams, also one without an end, and tells the exit code', async () => {
    const spec = script('echo one; echo two >&2; printf "a\\rb\\n"; printf last; exit 3')
    const { exitCode, outOfMemory, lines } = await linesOf(docker, spec)
    assert.deepEqual([exitCode, outOfMemory, lines.toSorted()], [3, false, ['err two', 'out b', 'out last', 'out one']])
    assert.deepEqual(await left({}), [])
  })

  it('gives the program its arguments, environment, user and folder', async () => {
    const spec = script('pwd; id -u; echo "$GREETING|$1"', { user: 'odoo', workingDir: '/usr', env: { GREETING: "it's = 1" } })
    const { lines } = await linesOf(docker, { ...spec, argv: [...spec.argv, 'sh', 'two words'] })
    assert.deepEqual(lines, ['out /usr', 'out 101', "out it's = 1|two words"])
  })

  it('hands on 200,000 quick long lines in order, with bounded memory, to one who is slow', async () => {
    const before = process.memoryUsage().rss
    let count = 0
    let highest = 0
    const onLine = async (line: string) => {
      count += 1
      if (Number(line.slice(0, 9)) !== count) throw new Error(`line ${line.slice(0, 9)} came as number ${count}`)
      if (count % 500 === 0) await turn()
      if (count % 5_000 === 0) highest = Math.max(highest, process.memoryUsage().rss - before)
    }
    const many = script("python3 -c \"for n in range(1, 200001): print(f'{n:09}' + 'x' * 500)\"")
    await docker.run(many, { onLine, deadlineMs: 60_000 })
    assert.equal(count, 200_000)
    assert.ok(highest < 100e6, `${Math.round(highest / 1e6)} MB more than before`)
  })

  it('holds up the writer while a line is being worked on', async () => {
    const { promise: worked, resolve: goOn } = Promise.withResolvers<void>()
    let lines = 0
    const name = { 'devops-agent.test.slow': '1' }
    const running = docker.run(
      script('yes "$(head -c 1000 /dev/zero | tr "\\0" x)" | head -n 20000; echo', { labels: { ...labels, ...name } }),
      {
        onLine: async () => {
          lines += 1
          if (lines === 1) await worked
        },
      },
    )
    const memory = async () => {
      const [one] = (await docker.labelled(name)).containers
      return one?.status === 'running' && lines === 1
    }
    await eventually('it runs and waits for us', memory)
    // 20 MB are more than all that is between the program and us can hold.
    assert.deepEqual(
      (await docker.labelled(name)).containers.map(({ status }) => status),
      ['running'],
    )
    goOn()
    assert.equal((await running).exitCode, 0)
    assert.equal(lines, 20_001)
  })

  it('kills and removes at the deadline, on cancel, and when a line cannot be taken', async () => {
    const forever = script('trap "" TERM; while :; do echo tick; sleep 0.05; done')
    await assert.rejects(docker.run(forever, { deadlineMs: 1_200 }), {
      code: 'timeout',
      message: /was stopped at its deadline after 1\.2 s/,
    })
    assert.deepEqual(await left({}), [])
    const stop = new AbortController()
    let heard = 0
    const cancelled = docker.run(forever, {
      signal: stop.signal,
      onLine: () => {
        heard += 1
        if (heard === 3) stop.abort()
      },
    })
    await assert.rejects(cancelled, { code: 'cancelled' })
    const after = heard
    assert.deepEqual(await left({}), [])
    const fault = new TypeError('this line is too much')
    await assert.rejects(
      docker.run(forever, {
        onLine: () => {
          throw fault
        },
      }),
      (error) => error === fault,
    )
    assert.deepEqual([await left({}), heard], [[], after])
  })

  it('removes what was made when it is cancelled at any moment of the making', async () => {
    const rejected = [1, 10, 20, 40, 80, 160].map((ms) =>
      assert.rejects(docker.run(script('sleep 60'), { deadlineMs: ms }), { code: 'timeout' }),
    )
    await Promise.all(rejected)
    assert.deepEqual(await left({}), [])
  })

  it('tells that memory ran out, for a child as for the program itself', async () => {
    const hungry = 'python3 -c "x = bytearray(400_000_000)"'
    const [itself, child] = await Promise.all([docker.run(script(`exec ${hungry}`)), docker.run(script(`${hungry}; exit 0`))])
    assert.deepEqual([itself.exitCode, itself.outOfMemory], [137, true])
    assert.deepEqual([child.exitCode, child.outOfMemory], [0, true])
  })

  it('refuses what cannot be started, and leaves nothing', async () => {
    await assert.rejects(docker.run({ ...script('true'), image: 'nosuch:1' }), { code: 'not_found', message: /No such image: nosuch:1/ })
    await assert.rejects(docker.run(script('true', { networks: [{ name: name('absent') }] })), { code: 'not_found' })
    await assert.rejects(docker.run(script('true', { workingDir: 'relative' })), { code: 'invalid' })
    assert.deepEqual(await left({}), [])
  })
})

describe('an engine that goes away', { concurrency: 2 }, () => {
  it('while a container runs is unavailable, and what is left is found by its labels', async (t) => {
    const wire = await openWire()
    t.after(wire.cut)
    const onWire = openBench(wire.host).docker
    let heard = 0
    const hear = () => {
      heard += 1
    }
    const lost = { ...labels, 'devops-agent.test.lost': '1' }
    const running = onWire.run(script('while :; do echo tick; sleep 0.05; done', { labels: lost }), { onLine: hear })
    const failed = assert.rejects(running, { code: 'unavailable' })
    await eventually('it runs', () => heard > 2)
    await wire.cut()
    await failed
    assert.deepEqual(await left(lost), ['running'])
    assert.equal(await docker.removeLabelled(lost), 1)
  })

  it('and leaves the connection open does not hold a run beyond its deadline', async (t) => {
    const wire = await openWire()
    t.after(wire.cut)
    const onWire = openBench(wire.host).docker
    let heard = 0
    const mute = { ...labels, 'devops-agent.test.mute': '1' }
    const started = performance.now()
    const running = onWire.run(script('while :; do echo tick; sleep 0.05; done', { labels: mute }), {
      deadlineMs: 2_500,
      onLine: () => {
        heard += 1
        if (heard === 2) wire.hush()
      },
    })
    await assert.rejects(running, { code: 'timeout' })
    assert.ok(heard >= 2 && performance.now() - started < 10_000)
    await wire.cut()
    assert.equal(await docker.removeLabelled(mute), 1)
  })
})

describe('a program that does not end by itself', () => {
  it('ends a fork bomb at its deadline, with no more processes than its limit', async () => {
    const forks = 'import os, time\nwhile True:\n    try: os.fork()\n    except OSError: time.sleep(0.02)'
    const bomb = { ...script(forks, { labels: { ...labels, 'devops-agent.test.bomb': '1' } }), entrypoint: ['python3', '-c'] }
    const started = performance.now()
    const running = assert.rejects(docker.run(bomb, { deadlineMs: 2_500 }), { code: 'timeout' })
    let most = 0
    const look = async () => {
      const [one] = (await docker.labelled({ 'devops-agent.test.bomb': '1' })).containers
      if (one?.status !== 'running') return false
      most = Math.max(most, (await docker.stats(one.id).catch(() => ({ processes: 0 }))).processes)
      return most > 60
    }
    await eventually('it has forked', look)
    await running
    assert.ok(performance.now() - started < 9_000)
    assert.ok(most <= 64, `${most} processes`)
    assert.deepEqual(await left({ 'devops-agent.test.bomb': '1' }), [])
  })
})
