import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '../eventually.ts'
import { openServerBench } from './server.fixture.ts'

const { postgres, server, ready, as, clean } = await openServerBench()
after(clean)
const build = { name: 'run_1', password: 'one-password' }
const stranger = { name: 'run_2', password: 'another-password' }
const connections = 5

before(async () => {
  await ready()
  for (const one of [build, stranger]) await postgres.create(server, { ...one, connections })
  assert.equal((await as(build, 'run_1', 'create table partner (id serial primary key, name text)')).exitCode, 0)
})

describe('a template', () => {
  const objects = `create view v as select 1; create schema s; create function f() returns int language sql as 'select 1'; select lo_create(4711);
    create extension pg_trgm; insert into partner (name) select 'x' from generate_series(1, 101)`

  it('is made of a database with its connections, and its role can go', async () => {
    assert.equal((await as(build, 'run_1', objects)).exitCode, 0)
    const connected = as(build, 'run_1', 'select pg_sleep(50)')
    const sql = `select pid from pg_stat_activity where datname = 'run_1' and usename = 'run_1'`
    await eventually('somebody is connected', async () => (await postgres.query(server, { database: 'postgres', sql })).length > 0)
    await postgres.makeTemplate(server, 'run_1', { name: 't_base', note: 'one' })
    assert.notEqual((await connected).exitCode, 0)
    const template = (await postgres.databases(server)).find(({ name }) => name === 't_base')
    assert.deepEqual([template?.owner, template?.isTemplate, template?.note], ['postgres', true, 'one'])
    await assert.rejects(postgres.makeTemplate(server, 'run_1', { name: 't_other', note: '' }), { code: 'not_found' })
    await postgres.drop(server, 'run_1')
    assert.deepEqual(await postgres.roles(server), ['postgres', 'run_2', 'template_keeper'])
    assert.match((await as(stranger, 't_base', 'select 1')).lines.join('\n'), /not currently accepting|permission denied/)
    await assert.rejects(postgres.query(server, { database: 't_base', sql: 'select 1' }), {
      code: 'conflict',
      message: /not currently accepting connections/,
    })
  })

  it('is copied by many at once, and each copy is its new owner’s alone', async () => {
    const copies = ['copy_1', 'copy_2', 'copy_3', 'copy_4'].map((name) => ({ name, password: `of-${name}` }))
    const [first, , , last] = copies
    assert.ok(first && last)
    await Promise.all(copies.map((one) => postgres.create(server, { ...one, connections, template: 't_base' })))
    const all = ['drop view v', 'alter table partner add age int', 'drop schema s', 'drop function f()', 'drop extension pg_trgm']
    assert.deepEqual(await as(first, 'copy_1', ...all, 'select lo_unlink(4711)'), { exitCode: 0, lines: ['1'] })
    assert.match((await as(first, 'copy_4', 'select 1')).lines.join('\n'), /permission denied for database "copy_4"/)
    assert.deepEqual((await as(last, 'copy_4', 'select count(*) from partner')).lines, ['101'])
    // Nothing of the template has passed to the new owner.
    const template = (await postgres.databases(server)).find(({ name }) => name === 't_base')
    assert.equal(template?.owner, 'postgres')
    assert.match(
      (await as(first, 'postgres', 'create database own template t_base')).lines.join('\n'),
      /permission denied to create database/,
    )
    await Promise.all(copies.map(({ name }) => postgres.drop(server, name)))
  })

  it('is dropped as any database', async () => {
    await postgres.drop(server, 't_base')
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres', 'run_2'],
    )
  })
})

describe('a database whose removal was interrupted', () => {
  it('is dropped, also when it was a template', async () => {
    const admin = { database: 'postgres' }
    for (const name of ['run_4', 't_four']) await postgres.create(server, { name, password: 'x', connections })
    // What a server that is killed in the middle of DROP DATABASE leaves.
    const sql = `update pg_database set datconnlimit = -2, datistemplate = false where datname in ('run_4', 't_four')`
    await postgres.query(server, { ...admin, sql })
    await assert.rejects(postgres.query(server, { ...admin, sql: 'alter database run_4 allow_connections true' }), /invalid database/)
    for (const name of ['run_4', 't_four']) await postgres.drop(server, name)
    assert.deepEqual(await postgres.roles(server), ['postgres', 'run_2', 'template_keeper'])
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres', 'run_2'],
    )
  })
})
