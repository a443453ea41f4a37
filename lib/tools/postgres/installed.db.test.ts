import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type Postgres, startPostgres } from '../../start/postgres.ts'
import { freePort } from '../git/servers.fixture.ts'
import { openOdooDatabases } from './installed.ts'

const base = mkdtempSync(path.join(tmpdir(), 'installed-'))
chmodSync(base, 0o755)
let server: Postgres
let admin: pg.Client
let place = { host: '127.0.0.1', port: 0, user: 'reader', password: 'hunter2' }

before(async () => {
  server = await startPostgres(base)
  const url = new URL(server.url)
  place = { ...place, port: Number(url.port) }
  const boss = new pg.Client({ connectionString: server.url })
  await boss.connect()
  await boss.query("create role reader login password 'hunter2'")
  await boss.query('create database acme')
  await boss.query('create database empty')
  await boss.end()
  url.pathname = '/acme'
  admin = new pg.Client({ connectionString: url.toString() })
  await admin.connect()
  await admin.query('create table ir_module_module (name text, state text, latest_version text)')
  await admin.query(`insert into ir_module_module (name, state) values ('web', 'installed'), ('sale', 'to upgrade'), ('old', 'to remove'), ('crm', 'to install'),
    ('hr', 'uninstalled'), ('gone', 'uninstallable'), ('base', 'installed')`)
  await admin.query("update ir_module_module set latest_version = '19.0.1.0.0' where name = 'web'")
  await admin.query('grant select on ir_module_module to reader')
})
after(async () => {
  await admin.end()
  await server.stop()
  rmSync(base, { recursive: true, force: true })
})

test('what is installed, or waits for an upgrade or its removal, is there; nothing else is', async () => {
  const versions = { base: null, old: null, sale: null, web: '19.0.1.0.0' }
  const expected = Object.entries(versions).map(([name, version]) => ({ name, version }))
  assert.deepEqual(await openOdooDatabases(place).installed('acme'), expected)
})

test('where no server is configured nobody is asked', async () => {
  assert.equal(await openOdooDatabases(null).installed('acme'), null)
})

test('a database that is not there, is none of Odoo, or may not be read, a wrong password and a role that is not let in are told', async () => {
  const where = `PostgreSQL at 127.0.0.1:${place.port}`
  const at = (change: object, database = 'acme') => openOdooDatabases({ ...place, ...change }).installed(database)
  await assert.rejects(at({}, 'nothing'), { code: 'not_found', message: `There is no database nothing on ${where}.` })
  await assert.rejects(at({}, 'empty'), { code: 'not_found', message: `The database empty on ${where} is not one of Odoo.` })
  await assert.rejects(at({ password: 'wrong' }), { code: 'refused', message: `${where} does not take the password of reader.` })
  await admin.query('revoke select on ir_module_module from reader')
  await assert.rejects(at({}), { code: 'refused', hint: 'Let it: grant select on ir_module_module to reader.' })
  await admin.query('grant select on ir_module_module to reader')
  await admin.query('alter role reader nologin')
  await assert.rejects(at({}), { code: 'refused', message: `${where} does not let reader in.` })
  await admin.query('alter role reader login')
})

test('a table that somebody holds ends the question in time, and a question that is given up is cancelled', async () => {
  await admin.query('begin')
  await admin.query('lock table ir_module_module')
  await assert.rejects(openOdooDatabases(place).installed('acme', { deadlineMs: 300 }), { code: 'timeout' })
  const stop = new AbortController()
  await assert.rejects(openOdooDatabases(place).installed('acme', { signal: AbortSignal.abort() }), { code: 'cancelled' })
  const asked = openOdooDatabases(place).installed('acme', { signal: stop.signal })
  asked.catch(() => undefined)
  stop.abort()
  await assert.rejects(asked, { code: 'cancelled' })
  await admin.query('rollback')
})

test('a server that is not there, or says nothing, is told', async () => {
  await assert.rejects(openOdooDatabases({ ...place, port: await freePort() }).installed('acme'), {
    code: 'unavailable',
    message: /cannot be asked: .*ECONNREFUSED/,
  })
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await assert.rejects(openOdooDatabases({ ...place, port }).installed('acme', { deadlineMs: 200 }), { code: 'timeout' })
  silent.close()
})

test('nothing can be written over its connection', async () => {
  await admin.query('grant insert on ir_module_module to reader')
  const client = new pg.Client({ ...place, database: 'acme', options: '-c default_transaction_read_only=on' })
  await client.connect()
  await assert.rejects(client.query("insert into ir_module_module (name, state) values ('x', 'installed')"), /read-only transaction/)
  await client.end()
})
