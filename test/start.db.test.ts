import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { askDatabase } from '../lib/start/ask-database.ts'
import { findControlRoom } from '../lib/start/find.ts'
import { startedAt } from '../lib/start/process-identity.ts'
import { clear, newPlace, partsOf, postmasterPid, processesOf, ready, start, startNode } from './start-lab.ts'
import { until } from './until.ts'

let place = ''
let dataDir = ''
beforeEach(() => {
  place = newPlace()
  dataDir = path.join(place, 'data')
})
afterEach(() => clear(place, dataDir))

const worker = 'lib/worker/main.ts'

test('Ctrl-C stops all that was started, and leaves no process', async () => {
  const started = start(['--headless', '--data', dataDir])
  const room = await ready(dataDir, started)
  assert.equal(room.address, null)
  assert.equal(statSync(path.join(dataDir, 'control-room.json')).mode & 0o777, 0o600)
  assert.ok(existsSync(path.join(dataDir, 'repositories/example/.git')))
  assert.ok(processesOf(place).length >= 3, 'supervisor, worker and database are seen')
  started.process.kill('SIGINT')
  assert.equal(await started.ended, 0, started.output())
  assert.deepEqual(processesOf(place), [])
  assert.equal(findControlRoom(dataDir), null)
})

test('after kill -9 of the supervisor its worker leaves, and the next start adopts the database', async () => {
  const first = start(['--headless', '--data', dataDir])
  await ready(dataDir, first)
  const database = postmasterPid(dataDir)
  const workers = partsOf(place, worker)
  assert.equal(workers.length, 1)
  first.process.kill('SIGKILL')
  await until(
    () => partsOf(place, worker).length === 0,
    5000,
    () => 'the worker outlived its supervisor',
  )
  const second = start(['--headless', '--data', dataDir])
  await until(() => findControlRoom(dataDir)?.pid === second.process.pid, 30_000, second.output)
  assert.match(second.output(), /PostgreSQL was running already; adopted it/)
  assert.equal(postmasterPid(dataDir), database)
  second.process.kill('SIGTERM')
  assert.equal(await second.ended, 0)
  assert.deepEqual(processesOf(place), [])
})

test('a worker that was paused when its supervisor was killed is ended by the next start', async () => {
  const first = start(['--headless', '--data', dataDir])
  await ready(dataDir, first)
  const [paused = 0] = partsOf(place, worker)
  process.kill(paused, 'SIGSTOP')
  first.process.kill('SIGKILL')
  await first.ended
  const second = start(['--headless', '--data', dataDir])
  await until(() => findControlRoom(dataDir)?.pid === second.process.pid, 30_000, second.output)
  assert.equal(startedAt(paused), null)
  assert.equal(partsOf(place, worker).length, 1)
})

test('a database that is killed comes back at its address; the worker outlives it', async () => {
  const started = start(['--headless', '--data', dataDir])
  const room = await ready(dataDir, started)
  await until(() => /worker .* ready/.test(started.output()), 20_000, started.output)
  const workers = partsOf(place, worker)
  process.kill(postmasterPid(dataDir), 'SIGKILL')
  await until(() => started.output().includes('PostgreSQL ended; started again'), 5000, started.output)
  assert.equal((await askDatabase(room.databaseUrl, { text: 'select 1' })).length, 1)
  assert.deepEqual(partsOf(place, worker), workers)
})

test('a worker that is killed is noticed within a second and started again', async () => {
  const started = start(['--headless', '--data', dataDir])
  await ready(dataDir, started)
  const [killed = 0] = partsOf(place, worker)
  process.kill(killed, 'SIGKILL')
  await until(() => started.output().includes('worker ended by SIGKILL; started again, 1st time in 5 min'), 1000, started.output)
  await until(() => partsOf(place, worker).length === 1, 5000, started.output)
})

test('a worker that hangs is ended after three leases and started again', async () => {
  const started = start(['--headless', '--data', dataDir], { LEASE_MS: '600' })
  await ready(dataDir, started)
  const [hung = 0] = partsOf(place, worker)
  process.kill(hung, 'SIGSTOP')
  await until(
    () => started.output().includes('worker has not renewed its lease for three leases and was killed; started again'),
    15_000,
    started.output,
  )
  assert.equal(startedAt(hung), null)
})

test('a second start on one data folder says where the first is, and exits', async () => {
  const first = start(['--headless', '--data', dataDir])
  const room = await ready(dataDir, first)
  const second = start(['--headless', '--data', dataDir])
  assert.equal(await second.ended, 5)
  assert.match(second.output(), new RegExp(`^A control room is already running without pages \\(pid ${room.pid}\\)\\.\n`))
  assert.equal(startedAt(room.pid) === null, false)
})

test('a folder that is something else is left alone', async () => {
  const started = start(['--headless', '--data', place.replace(/[^/]*$/, '')])
  assert.equal(await started.ended, 2)
  assert.match(started.output(), /is not empty and is not a data folder of a control room/)
})

test('DATABASE_URL is used instead of a database of ours', async () => {
  const other = path.join(place, 'other')
  const owner = start(['--headless', '--data', other])
  const { databaseUrl } = await ready(other, owner)
  const url = new URL(databaseUrl)
  url.pathname = '/elsewhere'
  const guest = start(['--headless', '--data', dataDir], { DATABASE_URL: url.href })
  const room = await ready(dataDir, guest)
  assert.equal(room.databaseUrl, url.href)
  assert.equal(existsSync(path.join(dataDir, 'postgres')), false)
  guest.process.kill('SIGTERM')
  assert.equal(await guest.ended, 0)
  owner.process.kill('SIGTERM')
  assert.equal(await owner.ended, 0)
})

test('an outside database that cannot be used is named, without its password', async () => {
  const started = start(['--headless', '--data', dataDir], { DATABASE_URL: 'postgresql://someone:swordfish@127.0.0.1:1/none' })
  assert.equal(await started.ended, 15)
  assert.match(started.output(), /The PostgreSQL at 127\.0\.0\.1:1 cannot be used: connect ECONNREFUSED/)
  assert.doesNotMatch(started.output(), /swordfish/)
})

const isBuilt = existsSync('.next/standalone/server.js')

test('with pages: the address and the one-time link are said, and Ctrl-C leaves nothing', {
  skip: !isBuilt && 'the pages are not built',
}, async () => {
  const first = start(['--headless', '--data', dataDir])
  await ready(dataDir, first)
  const second = startPages()
  await until(() => second.output().includes('First admin: '), 30_000, second.output)
  assert.equal(await first.ended, 0, 'one without pages makes way')
  const room = findControlRoom(dataDir)
  assert.ok(room?.address)
  // What other parts print may stand between them.
  assert.match(second.output(), new RegExp(`^Control room: ${room.address}$`, 'm'))
  assert.match(second.output(), new RegExp(`^First admin: ${room.address}/welcome\\?token=[\\w-]{43}$`, 'm'))
  const health = await fetch(`${room.address}/api/health`)
  assert.equal(health.status, 200)
  const third = startPages()
  assert.equal(await third.ended, 5)
  assert.match(third.output(), new RegExp(`already running at ${room.address} \\(pid ${room.pid}\\)`))
  second.process.kill('SIGINT')
  assert.equal(await second.ended, 0, second.output())
  assert.deepEqual(processesOf(place), [])
})

test('a web server that is killed is started again at the same address', { skip: !isBuilt && 'the pages are not built' }, async () => {
  const started = startPages()
  await until(() => started.output().includes('First admin: '), 60_000, started.output)
  const room = findControlRoom(dataDir)
  const [web = 0] = processesOf(place)
    .filter(({ command }) => command.startsWith('next-server'))
    .map(({ pid }) => pid)
  process.kill(web, 'SIGKILL')
  await until(() => started.output().includes('web ended by SIGKILL; started again, 1st time in 5 min'), 1000, started.output)
  const answers = () =>
    fetch(`${room?.address}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  await until(answers, 10_000, started.output)
})

/** The supervisor without its door: the pages that are there are what is tested, whatever has been changed since. */
function startPages() {
  const source = `import { start } from './lib/start/main.ts'
    process.exitCode = await start({ root: process.cwd(), dataDir: ${JSON.stringify(dataDir)}, port: undefined, headless: false, env: process.env })`
  return startNode(['--input-type=module', '-e', source])
}
