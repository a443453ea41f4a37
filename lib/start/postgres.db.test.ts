import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { askDatabase } from './ask-database.ts'
import { rememberedPort } from './ports.ts'
import { startPostgres } from './postgres.ts'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'postgres-'))
chmodSync(dataDir, 0o755)
after(async () => {
  const postgres = await startPostgres(dataDir)
  await postgres.stop()
  rmSync(dataDir, { recursive: true })
})

const mark = { text: 'create table if not exists mark (n int)' }
const marks = { text: 'select count(*)::int as n from mark' }
const pidOf = () => Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

test('a second start on a folder whose server lives adopts it', async () => {
  const first = await startPostgres(dataDir)
  await askDatabase(first.url, mark)
  const pid = pidOf()
  const second = await startPostgres(dataDir)
  assert.equal(first.adopted, false)
  assert.equal(second.adopted, true)
  assert.equal(second.url, first.url)
  assert.equal(pidOf(), pid)
})

test('two starts at once on a living server agree', async () => {
  const [one, two] = await Promise.all([startPostgres(dataDir), startPostgres(dataDir)])
  assert.equal(one.url, two.url)
})

test('after kill -9 of the server it is seen to be gone, and comes back at the same address with its data', async () => {
  const postgres = await startPostgres(dataDir)
  await askDatabase(postgres.url, { text: 'insert into mark values (1)' })
  assert.equal(postgres.isAlive(), true)
  process.kill(pidOf(), 'SIGKILL')
  for (const end = Date.now() + 1000; postgres.isAlive(); await new Promise((resolve) => setTimeout(resolve, 10)))
    assert.ok(Date.now() < end)
  await postgres.restart()
  assert.equal(postgres.isAlive(), true)
  assert.deepEqual(await askDatabase(postgres.url, marks), [{ n: 1 }])
})

test('a server that hangs is ended and started again', async () => {
  const postgres = await startPostgres(dataDir)
  const hung = pidOf()
  process.kill(hung, 'SIGSTOP')
  await assert.rejects(askDatabase(postgres.url, marks))
  await postgres.restart()
  assert.notEqual(pidOf(), hung)
  assert.deepEqual(await askDatabase(postgres.url, marks), [{ n: 1 }])
})

test('a port taken by something else is left to it', async () => {
  const before = await startPostgres(dataDir)
  const port = rememberedPort(dataDir, 'postgres')
  await before.stop()
  assert.equal(existsSync(path.join(dataDir, 'postgres/postmaster.pid')), false)
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
  try {
    const elsewhere = await startPostgres(dataDir)
    assert.notEqual(rememberedPort(dataDir, 'postgres'), port)
    assert.deepEqual(await askDatabase(elsewhere.url, marks), [{ n: 1 }])
  } finally {
    squatter.close()
  }
})

test('only this machine reaches it, and only with the password', async () => {
  const { url } = await startPostgres(dataDir)
  assert.deepEqual(await askDatabase(url, { text: 'show listen_addresses' }), [{ listen_addresses: '127.0.0.1' }])
  const guess = new URL(url)
  guess.password = 'guess'
  await assert.rejects(askDatabase(guess.href, marks), { code: '28P01' })
})
