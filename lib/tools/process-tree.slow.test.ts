import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { eventually, lives } from './eventually.ts'
import { openProcess } from './process.ts'

const tool = openProcess({ graceMs: 200 })
const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }
let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tree-'))
})
after(() => rm(folder, { recursive: true }))

const sh = (text: string, label: string) => ({ argv: ['sh', '-c', text], cwd: folder, env, label })
const readPid = async (name: string) => Number(await readFile(join(folder, name), 'utf8').catch(() => '0'))
const ends = (pid: number) => eventually(`process ${pid} ends`, () => !lives(pid))

/** A process, its child, and a daemon in a session of its own whose parent is gone; none of them heeds SIGTERM. */
const stubborn = (name: string) =>
  `trap '' TERM; (setsid sh -c 'trap "" TERM; echo $$ > ${name}.daemon; while :; do sleep 60; done' &) ; ` +
  `sh -c 'trap "" TERM; echo $$ > ${name}.child; while :; do sleep 60; done' & echo up; while :; do sleep 60; done`

async function stubbornPids(name: string): Promise<number[]> {
  await eventually('the tree stands', async () => (await readPid(`${name}.daemon`)) > 0 && (await readPid(`${name}.child`)) > 0)
  return [await readPid(`${name}.daemon`), await readPid(`${name}.child`)]
}

describe('the whole tree of a command', () => {
  it('ends when it is cancelled, daemons and those that ignore SIGTERM included', async () => {
    const controller = new AbortController()
    const running = tool.run(sh(stubborn('a'), 'run-a'), { signal: controller.signal })
    const pids = await stubbornPids('a')
    assert.ok(pids.every(lives))
    controller.abort()
    await assert.rejects(running, { code: 'cancelled', message: /^sh -c .* was cancelled after \d+\.\d s\.$/ })
    assert.deepEqual([pids.filter(lives), (await tool.labels()).includes('run-a')], [[], false])
  })

  it('ends at the deadline', async () => {
    await assert.rejects(tool.run(sh(stubborn('b'), 'run-b'), { deadlineMs: 400 }), {
      code: 'timeout',
      message: /stopped at its deadline after/,
    })
    assert.deepEqual([(await stubbornPids('b')).filter(lives), (await tool.labels()).includes('run-b')], [[], false])
  })

  it('is asked to leave first, and its last words are heard', async () => {
    const controller = new AbortController()
    const lines: string[] = []
    const running = tool.run(sh(`trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.01; done`, 'run-c'), {
      signal: controller.signal,
      onLine: (line, stream) => {
        if (stream === 'out') lines.push(line)
        controller.abort()
      },
    })
    await assert.rejects(running, { code: 'cancelled' })
    assert.deepEqual(lines, ['up', 'bye'])
  })

  it('leaves no daemon behind when the command ends by itself', async () => {
    const finished = await tool.run(sh(`setsid sleep 300 >/dev/null 2>&1 & echo $! > left`, 'run-d'), { deadlineMs: 10_000 })
    assert.equal(finished.exitCode, 0)
    assert.equal(lives(await readPid('left')), false)
  })

  it('leaves none behind that changes its program all the time, and so hides its environment', async () => {
    await writeFile(join(folder, 'again'), '#!/bin/sh\nexec "$0"\n', { mode: 0o755 })
    const one = async (name: string) => {
      await tool.run(sh(`setsid ./again & echo $! > again.${name}`, `run-${name}`))
      return lives(await readPid(`again.${name}`))
    }
    const all: boolean[] = []
    for (let round = 0; round < 10; round += 1)
      all.push(...(await Promise.all(Array.from({ length: 8 }, (_, index) => one(`${round}-${index}`)))))
    assert.deepEqual(all.filter(Boolean), [])
  })

  it('leaves no daemon behind without a label either', async () => {
    await tool.run({ argv: ['sh', '-c', 'setsid sleep 300 >/dev/null 2>&1 & echo $! > unlabelled'], cwd: folder, env })
    assert.equal(lives(await readPid('unlabelled')), false)
  })

  it('does not include another command of the same run', async () => {
    const controller = new AbortController()
    const server = tool.run(sh('echo $$ > server; exec sleep 300', 'run-e'), { signal: controller.signal })
    await eventually('the server stands', async () => (await readPid('server')) > 0)
    await tool.run(sh('true', 'run-e'))
    assert.ok(lives(await readPid('server')))
    controller.abort()
    await assert.rejects(server, { code: 'cancelled' })
  })

  it('is followed by session and parent where the environment was wiped', async () => {
    const inGroup = `env -i sh -c 'echo $$ > wiped; exec sleep 300' &`
    const child = `env -i setsid sh -c 'echo $$ > parent; sleep 300 & echo $! > child; wait' &`
    // Its parent is gone and its group is another: only the session of a marked process is left to know it by.
    const member = `setsid sh -c '(env -i sh -c "echo \\$\\$ > session; exec sleep 300" &); exec sleep 300' &`
    const wiped = `${inGroup} ${child} ${member} echo up; wait`
    await assert.rejects(tool.run(sh(wiped, 'run-f'), { deadlineMs: 500 }), { code: 'timeout' })
    for (const name of ['wiped', 'parent', 'child', 'session']) {
      const pid = await readPid(name)
      assert.deepEqual([name, pid > 0, lives(pid)], [name, true, false])
    }
  })

  it('does not hold the caller when an escaped process keeps the pipes open, silent or talking', async () => {
    for (const deed of ['exec sleep 300', 'exec yes']) {
      const before = performance.now()
      const text = `(env -i PATH=$PATH setsid sh -c 'echo $$ > escaped; ${deed}' &); until test -s escaped; do sleep 0.01; done; echo mine`
      const finished = await tool.run(sh(text, 'run-g'))
      const pid = await readPid('escaped')
      try {
        assert.ok(finished.truncated || finished.stdout === 'mine\n')
        assert.ok(performance.now() - before < 5_000)
      } finally {
        if (lives(pid)) process.kill(pid, 'SIGKILL')
        await rm(join(folder, 'escaped'))
      }
    }
  })

  it('does not hold a cancelled caller when the consumer never returns', async () => {
    const controller = new AbortController()
    const running = tool.run(sh('echo x; sleep 300', 'run-h'), {
      signal: controller.signal,
      onLine: () => {
        controller.abort()
        return new Promise<void>(() => undefined)
      },
    })
    await assert.rejects(running, { code: 'cancelled' })
  })
})

describe('a label', () => {
  it('names every process of a run, also those whose starter was killed, and ends them all', async () => {
    const worker = spawn(process.execPath, ['lib/tools/process-orphan.fixture.ts', folder, stubborn('orphan')], { stdio: 'ignore' })
    const pids = await stubbornPids('orphan')
    worker.kill('SIGKILL')
    await ends(worker.pid ?? 0)
    assert.ok(pids.every(lives))
    assert.ok((await tool.labels()).includes('orphan'))
    assert.ok((await tool.killLabelled('orphan')) >= 3)
    assert.deepEqual([pids.filter(lives), (await tool.labels()).includes('orphan')], [[], false])
  })

  it('of which nothing is left kills nothing', async () => {
    assert.equal(await tool.killLabelled('nobody'), 0)
  })

  it('never kills the one who asks, though it bears the label itself', async () => {
    const text = `const { openProcess } = await import(${JSON.stringify(import.meta.resolve('./process.ts'))}); console.log(await openProcess().killLabelled('self'))`
    const finished = await tool.run({ argv: [process.execPath, '--input-type=module', '-e', text], cwd: folder, env, label: 'self' })
    assert.deepEqual([finished.exitCode, finished.stdout], [0, '0\n'])
  })
})

it('abandoning ends all that runs before the next turn of the event loop, and nothing that another tool runs', async () => {
  const [leaving, staying] = [openProcess({ graceMs: 200 }), new AbortController()]
  const running = leaving.run(sh(stubborn('left'), 'run-j')).catch(() => undefined)
  const other = tool.run(sh('echo $$ > other; exec sleep 300', 'run-j'), { signal: staying.signal })
  const pids = await stubbornPids('left')
  await eventually('the other stands', async () => (await readPid('other')) > 0)
  const otherPid = await readPid('other')
  leaving.abandon()
  assert.deepEqual([pids.filter(lives), lives(otherPid)], [[], true])
  staying.abort()
  await assert.rejects(other, { code: 'cancelled' })
  await running
})

it('where there is no /proc the process group is ended', async () => {
  const elsewhere = openProcess({ graceMs: 100, procFolder: '/no/such' })
  const running = elsewhere.run(sh(`(trap '' TERM; echo $$ > group; sleep 300 & echo $! > member; wait) & echo up; wait`, 'run-i'), {
    deadlineMs: 300,
  })
  await assert.rejects(running, { code: 'timeout' })
  assert.equal(lives(await readPid('member')), false)
  assert.deepEqual(await elsewhere.labels(), [])
  assert.equal((await elsewhere.run(sh('true', 'run-i'))).exitCode, 0)
})
