import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, it } from 'node:test'
import { gitIn } from './git/servers.fixture.ts'
import { openTools } from './open.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'tools-'))
const source = path.join(dataDir, 'repositories', 'example')
const settings = { dataDir, allow: { hosts: [], paths: [path.dirname(source)] }, protectedBranches: ['main'], credentials: {} }
after(() => rmSync(dataDir, { recursive: true }))

it('the three tools work together below one data folder', async () => {
  mkdirSync(source, { recursive: true })
  gitIn(source, 'init', '-q')
  gitIn(source, 'commit', '-q', '--allow-empty', '-m', 'First')
  const { process: processes, git, filesystem } = openTools(settings)
  const { sha } = await git.resolve(source, {})
  const folder = await filesystem.workFolder('run-1')
  assert.equal((await git.checkout(source, sha, path.join(folder, 'tree'))).branch, 'main')
  await filesystem.writeText(path.join(folder, 'tree', 'a b.txt'), 'x')
  const finished = await processes.run({
    argv: ['cat', 'a b.txt'],
    cwd: path.join(folder, 'tree'),
    env: { PATH: '/usr/bin:/bin' },
    label: 'run-1',
  })
  assert.equal(finished.stdout, 'x')
  assert.equal(await filesystem.readText(path.join(folder, 'tree', 'a b.txt')), 'x')
  assert.ok((await filesystem.list(folder, { skip: ['.git'] })).length === 1 && (await filesystem.exists(folder)))
  assert.deepEqual(await git.branches(source), [{ name: 'main', sha }])
  await assert.rejects(git.push(source, sha, 'main'), { code: 'refused' })
  assert.equal(await processes.killLabelled('run-1'), 0)
  assert.ok(!(await processes.labels()).includes('run-1'))
  processes.abandon()
  await filesystem.removeWorkFolder('run-1')
  assert.equal(await filesystem.exists(folder), false)
})

it('no adapter is loaded before it is used', () => {
  const text = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
    const { openTools } = await import(${JSON.stringify(import.meta.resolve('./open.ts'))})
    openTools(${JSON.stringify(settings)}).process.abandon()
    console.log(loaded.filter((url) => url.includes('/lib/')).map((url) => url.split('/').at(-1)).join())`
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' }), 'open.ts,late.ts,open-git.ts\n')
})

it('the engine and the databases are reached at the address of the settings', async () => {
  const { docker, postgres } = openTools({ ...settings, docker: { host: 'unix:///no/such/docker.sock' } })
  const message = 'There is no Docker engine at unix:///no/such/docker.sock: the socket does not exist.'
  await assert.rejects(docker.engine(), { code: 'unavailable', message })
  await assert.rejects(postgres.roles({ container: 'any', admin: 'postgres' }), { code: 'unavailable', message })
})

it('a tool that is opened at its first use is no promise, has no other methods, and cannot be spread by mistake', async () => {
  const { docker } = openTools(settings)
  assert.equal(await docker, docker)
  const unknown: unknown = Reflect.get(docker, 'nothing')
  assert.ok(typeof unknown === 'function')
  await assert.rejects(async () => unknown(), { message: 'The tool has no method nothing.' })
  assert.throws(() => ({ ...docker }), { message: /cannot be spread/ })
})
