import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { askDatabase } from '../start/ask-database.ts'
import { copyDatabase } from '../start/cold-copy.ts'
import { type Postgres, startPostgres } from '../start/postgres.ts'
import { migrate, readMigrations } from './migrate.ts'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'migrate-'))
const folder = path.join(dataDir, 'migrations')
let postgres: Postgres

before(async () => {
  chmodSync(dataDir, 0o755)
  postgres = await startPostgres(dataDir)
})
after(async () => {
  await postgres.stop()
  rmSync(dataDir, { recursive: true })
})
beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  await askDatabase(postgres.url, { text: 'drop schema public cascade' })
  await askDatabase(postgres.url, { text: 'create schema public' })
})

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}
const ask = (text: string) => askDatabase(postgres.url, { text })

test('migrations are applied once, in the order of their names', async () => {
  write('2_b', 'alter table a add m int')
  write('1_a', 'create table a (n int)')
  assert.deepEqual(await readMigrations(postgres.url, folder), { applied: [], pending: ['1_a', '2_b'] })
  assert.deepEqual(await migrate(postgres.url, folder), ['1_a', '2_b'])
  assert.deepEqual(await migrate(postgres.url, folder), [])
  assert.deepEqual(await ask('select n, m from a'), [])
})

test('two starts that migrate at once apply each migration once', async () => {
  write('1_a', 'create table a (n int)')
  const names = await Promise.all([migrate(postgres.url, folder), migrate(postgres.url, folder)])
  assert.deepEqual(names.flat(), ['1_a'])
})

test('a migration that fails leaves nothing behind and can be tried again', async () => {
  write('1_a', 'create table a (n int); select 1/0')
  await assert.rejects(migrate(postgres.url, folder), { message: 'The migration 1_a failed: division by zero.' })
  assert.deepEqual(await ask(`select to_regclass('a') as a`), [{ a: null }])
  write('1_a', 'create table a (n int)')
  assert.deepEqual(await migrate(postgres.url, folder), ['1_a'])
})

test('a database that a newer version has changed is refused', async () => {
  write('1_a', 'create table a (n int)')
  await migrate(postgres.url, folder)
  rmSync(path.join(folder, '1_a'), { recursive: true })
  await assert.rejects(migrate(postgres.url, folder), { code: 'conflict', message: /1_a, which this version does not know/ })
})

test('a migration that failed under another migrator is named', async () => {
  await migrate(postgres.url, folder)
  await ask(`insert into _prisma_migrations (id, checksum, migration_name) values ('1', '', '1_a')`)
  await assert.rejects(migrate(postgres.url, folder), { message: 'The migration 1_a failed earlier.' })
})

test('a cold copy starts as the database it was; the last two are kept', async () => {
  await ask('create table kept (n int)')
  for (const name of ['one', 'two', 'three'])
    await copyDatabase(dataDir, { postgres, name, now: new Date(`2026-01-0${name.length}T00:00:00Z`) })
  await ask('drop table kept')
  const shelf = path.join(dataDir, 'before-migration')
  const copies = readdirSync(shelf)
  assert.deepEqual(copies, ['2026-01-03T000000000Z-two', '2026-01-05T000000000Z-three'])
  await postgres.stop()
  rmSync(postgres.home, { recursive: true })
  renameSync(path.join(shelf, '2026-01-05T000000000Z-three'), postgres.home)
  await postgres.restart()
  assert.deepEqual(await ask('select n from kept'), [])
})
