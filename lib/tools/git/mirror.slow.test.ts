import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { eventually } from '../eventually.ts'
import { openProcess } from '../process.ts'
import { makeRepository } from './repository.fixture.ts'
import { gitIn, serveHttp } from './servers.fixture.ts'

const { top, source, first, second, folder, commit, open, remove } = makeRepository()
after(remove)
const allowed = path.join(top, 'allowed')

/** Resolves in a process of its own, as another worker would. */
function elsewhere(mirrorFolder: string, url: string, host: string): ChildProcess {
  const script = path.join(import.meta.dirname, 'resolve.fixture.ts')
  return spawn(process.execPath, [script, mirrorFolder, url, host], { stdio: ['ignore', 'pipe', 'inherit'] })
}

const mirrorIn = (mirrorFolder: string) =>
  path.join(mirrorFolder, readdirSync(mirrorFolder).find((name) => name.endsWith('.git') && !name.startsWith('.')) ?? '')

describe('a mirror', () => {
  it('has a readable name, is one per repository whatever its spelling, and fetches only what is new', async () => {
    const server = await serveHttp(allowed)
    const mirrorFolder = folder('mirrors')
    try {
      const git = open({ mirrorFolder, allow: { hosts: [server.host], paths: [] } })
      writeFileSync(path.join(source, 'big'), Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7919) % 251)))
      commit('big.txt', Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 99_991).join(' '))
      await git.resolve(`http://${server.host}/crm/.git`, {})
      const whole = server.sizes.reduce((sum, size) => sum + size, 0)
      server.sizes.length = 0
      const third = commit('small.py', 'small\n')
      assert.equal((await git.resolve(`http://${server.host}/crm/.git/`, {})).sha, third)
      assert.ok(server.sizes.reduce((sum, size) => sum + size, 0) < whole / 20, `${server.sizes} bytes after ${whole}`)
      assert.equal(readdirSync(mirrorFolder).filter((name) => /^127\.0\.0\.1-\d+-crm-.*-[0-9a-f]{12}\.git$/.test(name)).length, 1)
      server.seen.length = 0
      await git.resolve(`http://${server.host}/crm/.git`, { sha: third })
      assert.deepEqual(server.seen, [], 'a commit that is there already needs no network')
    } finally {
      await server.close()
    }
  })

  it('is whole after two processes have made and filled it at once', async () => {
    const mirrorFolder = folder('mirrors')
    const both = [elsewhere(mirrorFolder, source, ''), elsewhere(mirrorFolder, source, ''), elsewhere(mirrorFolder, source, '')]
    const codes = await Promise.all(both.map(async (child) => (await once(child, 'exit'))[0]))
    assert.deepEqual(codes, [0, 0, 0])
    gitIn(mirrorIn(mirrorFolder), 'fsck', '--strict')
  })

  it('is completed after a kill -9 in the middle of the first clone', async () => {
    let reached = false
    const hold = () => {
      reached = true
      return true
    }
    // The first answers (what refs there are) pass; the pack is held back after its first bytes.
    const server = await serveHttp(allowed, { hold: (sent) => sent > 20_000 && hold() })
    const mirrorFolder = folder('mirrors')
    const child = elsewhere(mirrorFolder, `http://${server.host}/crm/.git`, server.host)
    await eventually('the pack is on its way', () => reached)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.ok((await openProcess().killLabelled('resolve-fixture')) > 0, 'git outlived its worker and is found by its label')
    await server.close()
    const again = await serveHttp(allowed, { port: server.port })
    try {
      const git = open({ mirrorFolder, allow: { hosts: [again.host], paths: [] } })
      const { sha } = await git.resolve(`http://${again.host}/crm/.git`, {})
      assert.equal(sha, gitIn(source, 'rev-parse', 'HEAD'))
      gitIn(mirrorIn(mirrorFolder), 'fsck', '--strict')
      assert.equal(readdirSync(mirrorFolder).filter((name) => name.endsWith('.git')).length, 1)
    } finally {
      await again.close()
    }
  })

  it('is not blocked by the locks that a killed git has left', async () => {
    const mirrorFolder = folder('mirrors')
    const git = open({ mirrorFolder })
    await git.resolve(source, {})
    const mirror = mirrorIn(mirrorFolder)
    const newest = commit('after-locks.py', 'x\n')
    mkdirSync(path.join(mirror, 'refs/heads'), { recursive: true })
    for (const name of ['refs/heads/main.lock', 'packed-refs.lock', 'config.lock', 'HEAD.lock', 'shallow.lock'])
      writeFileSync(path.join(mirror, name), '')
    assert.equal((await git.resolve(source, {})).sha, newest)
  })

  it('waits for another that fetches, and says so at its deadline', async () => {
    const mirrorFolder = folder('mirrors')
    const git = open({ mirrorFolder })
    await git.resolve(source, {})
    const held = new AbortController()
    const lock = mirrorIn(mirrorFolder).replace(/\.git$/, '.flock')
    const holder = spawn('flock', [lock, 'sh', '-c', 'echo held; sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    await once(holder.stdout, 'data')
    await assert.rejects(git.resolve(source, {}, { deadlineMs: 2_500 }), {
      code: 'conflict',
      message: /is being fetched by another process/,
    })
    const waiting = git.resolve(source, {}, { signal: held.signal })
    held.abort()
    await assert.rejects(waiting, { code: 'cancelled', message: /The work of git on .* was cancelled/ })
    const patient = git.resolve(source, {})
    process.kill(-(holder.pid ?? 0), 'SIGKILL')
    assert.equal((await patient).ref, 'refs/heads/main')
  })

  it('is made anew when it is damaged', async () => {
    const mirrorFolder = folder('mirrors')
    const git = open({ mirrorFolder })
    for (const damage of ['HEAD', 'refs', 'config']) {
      await git.resolve(source, {})
      const mirror = mirrorIn(mirrorFolder)
      if (damage === 'HEAD') truncateSync(path.join(mirror, 'HEAD'))
      if (damage === 'refs') writeFileSync(path.join(mirror, 'refs/heads/main'), '')
      if (damage === 'config') appendFileSync(path.join(mirror, 'config'), '[[[\n')
      const newest = commit(`after-${damage}.py`, damage)
      assert.equal((await git.resolve(source, {})).sha, newest, damage)
    }
  })

  it('works without flock', async () => {
    const bin = folder('bin')
    mkdirSync(bin)
    for (const name of ['git', 'find', 'rm']) {
      const { stdout } = await openProcess().run({ argv: ['which', name], cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin' } })
      writeFileSync(path.join(bin, name), `#!/bin/sh\nexec ${stdout.trim()} "$@"\n`, { mode: 0o755 })
    }
    const mirrorFolder = folder('mirrors')
    const git = open({ mirrorFolder, env: { PATH: bin } })
    assert.equal((await git.resolve(source, { sha: second })).sha, second)
    assert.equal(readdirSync(mirrorFolder).filter((name) => name.endsWith('.flock')).length, 0)
    const mirror = mirrorIn(mirrorFolder)
    writeFileSync(path.join(mirror, 'config.lock'), '')
    await assert.rejects(git.resolve(source, { sha: 'fffffff' }), { code: 'conflict', message: /mirror of .* is being written by another/ })
    rmSync(path.join(mirror, 'config.lock'))
    assert.equal((await git.resolve(source, { branch: 'feature/login' })).sha, first)
  })

  it('says that git is missing', async () => {
    await assert.rejects(open({ env: { PATH: '/no/such' } }).resolve(source, { sha: second }), {
      code: 'not_found',
      message: /program git was not found in \/no\/such/,
    })
  })
})
