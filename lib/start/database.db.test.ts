import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { until } from '../../test/until.ts'
import { askDatabase } from './ask-database.ts'
import { openDatabase } from './database.ts'
import { untilIdle } from './idle.ts'
import { postmasterOf } from './postmaster.ts'
import { StopStack } from './stop-stack.ts'

const place = mkdtempSync(path.join(os.tmpdir(), 'database-'))
const dataDir = path.join(place, 'data')
const said: string[] = []
const stops = new StopStack((line) => void said.push(line))
let url = ''

before(async () => {
  chmodSync(place, 0o755)
  mkdirSync(dataDir, { mode: 0o755 })
  write('1_run', 'create table "Run" (id text, status text)')
  url = await open(stops)
})
after(async () => {
  await stops.run()
  rmSync(place, { recursive: true })
})

function write(name: string, sql: string): void {
  mkdirSync(path.join(place, 'prisma/migrations', name), { recursive: true })
  writeFileSync(path.join(place, 'prisma/migrations', name, 'migration.sql'), sql)
}

function open(stack: StopStack): Promise<string> {
  return openDatabase({ root: place, dataDir, externalUrl: undefined, stops: stack, say: (line) => void said.push(line) })
}

test('a new version copies a database that holds something before it changes it; an empty one and an unchanged one it does not', async () => {
  assert.deepEqual(said, [])
  await stops.run()
  await open(stops)
  assert.deepEqual(said, [])
  await stops.run()
  write('2_note', 'alter table "Run" add note text')
  assert.equal(await open(stops), url, 'the address stays')
  const copies = readdirSync(path.join(dataDir, 'before-migration'))
  assert.equal(copies.length, 1)
  assert.match(copies[0] ?? '', /^\d{4}-\d\d-\d\dT\d+Z-2_note$/)
  assert.deepEqual(said, [`the database is copied before migration 2_note: ${path.join(dataDir, 'before-migration', copies[0] ?? '')}`])
  assert.deepEqual(await askDatabase(url, { text: 'select note from "Run"' }), [])
})

test('a database that is killed is noticed within a second and started again', async () => {
  const first = postmasterOf(path.join(dataDir, 'postgres'))
  process.kill(first?.pid ?? 0, 'SIGKILL')
  await until(
    () => postmasterOf(path.join(dataDir, 'postgres')) === null,
    1000,
    () => 'it was not killed',
  )
  await until(
    () => said.includes('PostgreSQL ended; started again'),
    5000,
    () => said.join('\n'),
  )
  assert.deepEqual(await askDatabase(url, { text: 'select note from "Run"' }), [])
})

test('it is idle when no command is connected and no run is under way', async () => {
  let isIdle = false
  const pace = { everyMs: 20, strikes: 3 }
  const leave = () => {
    isIdle = true
  }
  const cli = new pg.Client({ connectionString: url, application_name: 'control-room-cli' })
  await cli.connect()
  await cli.query(`insert into "Run" values ('a', 'running')`)
  const stop = untilIdle(url, leave, pace)
  const looks = () => new Promise((resolve) => setTimeout(resolve, 300))
  await looks()
  assert.equal(isIdle, false, 'a command is connected and a run is under way')
  await cli.query(`update "Run" set status = 'succeeded'`)
  await looks()
  assert.equal(isIdle, false, 'a command is connected')
  await cli.end()
  await until(
    () => isIdle,
    5000,
    () => 'it is idle, and this was not seen',
  )
  await stop()
})

test('a database that does not answer says nothing about whether it is needed', async () => {
  let isIdle = false
  const stop = untilIdle(
    'postgresql://127.0.0.1:1/none',
    () => {
      isIdle = true
    },
    { everyMs: 5, strikes: 1 },
  )
  await new Promise((resolve) => setTimeout(resolve, 200))
  await stop()
  assert.equal(isIdle, false)
})

test('an outside database is made when its server has none of that name, and gets the tables', async () => {
  const outside = new URL(url)
  outside.pathname = '/out side'
  const none = new StopStack(() => {})
  assert.equal(
    await openDatabase({ root: place, dataDir: '/nowhere', externalUrl: outside.href, stops: none, say: () => {} }),
    outside.href,
  )
  assert.deepEqual(await askDatabase(outside.href, { text: 'select note from "Run"' }), [])
})

test('a refused password is said at once, and not shown', async () => {
  const wrong = new URL(url)
  wrong.password = 'swordfish'
  const started = Date.now()
  await assert.rejects(
    openDatabase({ root: place, dataDir, externalUrl: wrong.href, stops: new StopStack(() => {}), say: () => {} }),
    (error: Error) => {
      assert.match(error.message, /cannot be used: password authentication failed/)
      assert.doesNotMatch(error.message, /swordfish/)
      return true
    },
  )
  assert.ok(Date.now() - started < 5000)
})
