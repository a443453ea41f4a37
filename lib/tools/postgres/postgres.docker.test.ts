import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { eventually } from '../eventually.ts'
import { openServerBench } from './server.fixture.ts'

const { docker, postgres, server, spec, ready, as, clean } = await openServerBench()
after(clean)
const build = { name: 'run_1', password: `it's "hidden" \\ $(here)` }
const stranger = { name: 'run_2', password: 'another-password' }
const connections = 5

describe('a server', () => {
  it('is not ready before it answers other containers, and then says its version', async () => {
    assert.equal(await postgres.isReady({ ...server, container: 'nosuch' }), false)
    await ready()
    assert.match(await postgres.version(server), /^17\.\d+$/)
    // While it set up its first cluster it answered on its socket, and went away again.
    assert.equal((await docker.logs(server.container)).filter(({ line }) => line.includes('ready to accept connections')).length, 2)
  })

  it('that is down is unavailable', async () => {
    const message = 'PostgreSQL is down: container nosuch is not running.'
    await assert.rejects(postgres.version({ ...server, container: 'nosuch' }), { code: 'unavailable', message })
    await assert.rejects(postgres.query({ ...server, admin: 'nobody' }, { database: 'postgres', sql: 'select 1' }), { code: 'not_found' })
  })

  it('is hardened once, also by many at once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => postgres.harden(server)))
    await postgres.harden(server)
  })
})

describe('a role', () => {
  before(async () => {
    for (const role of [build, stranger]) await postgres.createRole(server, { ...role, connections })
  })

  it('can log in with its password alone, also after it was given a new one', async () => {
    await postgres.createRole(server, { ...build, password: 'old-password', connections: 1 })
    await postgres.createRole(server, { ...build, connections })
    assert.deepEqual(await as(build, 'postgres', 'select current_user'), { exitCode: 0, lines: ['run_1'] })
    const refused = await as({ ...build, password: 'old-password' }, 'postgres', 'select 1')
    assert.match(refused.lines.join('\n'), /password authentication failed/)
    assert.deepEqual(await postgres.roles(server), ['postgres', 'run_1', 'run_2'])
    const sql =
      "select rolconnlimit as limit, rolsuper or rolcreatedb or rolcreaterole or rolreplication as may from pg_roles where rolname = :'name'"
    assert.deepEqual(await postgres.query(server, { database: 'postgres', sql, parameters: { name: build.name } }), [
      { limit: connections, may: false },
    ])
  })

  it('leaves nothing behind where all may connect', async () => {
    const attempts = [
      'create table t ()',
      'create temporary table t ()',
      'create schema s',
      'select lo_create(0)',
      "select lo_from_bytea(0, 'x')",
    ]
    const more = [
      'create database d',
      'create role r',
      'alter system set work_mem = 1',
      "copy (select 1) to program 'true'",
      "select pg_read_file('PG_VERSION')",
    ]
    const { lines } = await as(build, 'postgres', ...attempts, ...more)
    assert.deepEqual(
      lines
        .filter((line) => !/^(DETAIL|HINT|LINE 1): |^ *\^$/.test(line))
        .map((line) => /^ERROR: {2}(permission denied|must be)/.test(line)),
      [...attempts, ...more].map(() => true),
      lines.join('\n'),
    )
    for (const name of ['template0', 'template1']) assert.notEqual((await as(build, name, 'select 1')).exitCode, 0)
    await postgres.createRole(server, { name: 'run_3', password: 'x', connections })
    assert.equal(
      (await as({ name: 'run_3', password: 'x' }, 'postgres', 'alter default privileges grant select on tables to public')).exitCode,
      0,
    )
    await postgres.dropRole(server, 'run_3')
    await postgres.dropRole(server, 'run_3')
    assert.ok(!(await postgres.roles(server)).includes('run_3'))
  })

  it('has a password that is nowhere: not in the log, not in what the server shows or keeps, not in the container', async () => {
    const log = (await docker.logs(server.container, { tail: 10_000 })).map(({ line }) => line).join('\n')
    const { stdout: dump } = await docker.exec(server.container, { argv: ['pg_dumpall', '-U', 'postgres', '--globals-only'] })
    assert.match(dump, /SCRAM-SHA-256\$4096:/)
    assert.match(log, /select current_user/)
    const shown = await postgres.query(server, { database: 'postgres', sql: 'select query from pg_stat_activity' })
    const inspected = await docker.inspect(server.container)
    for (const text of [log, dump, JSON.stringify(shown), JSON.stringify(inspected)]) {
      for (const secret of ['hidden', 'another-password', 'old-password']) assert.ok(!text.includes(secret))
    }
    assert.doesNotMatch(log, /SCRAM-SHA-256\$|rolconnlimit/)
  })
})

describe('a database', () => {
  before(() => postgres.create(server, { name: 'run_1', owner: build.name, note: `it's a "note"\nof \\two lines` }))

  it('is made, listed and dropped', async () => {
    const [, mine] = await postgres.databases(server)
    assert.deepEqual([mine?.name, mine?.owner, mine?.isTemplate, mine?.note], ['run_1', 'run_1', false, `it's a "note"\nof \\two lines`])
    assert.ok((mine?.sizeBytes ?? 0) > 1e6)
    await assert.rejects(postgres.create(server, { name: 'run_1', owner: 'run_1' }), { code: 'conflict' })
    await assert.rejects(postgres.create(server, { name: 'run_9', owner: 'nobody' }), { code: 'not_found' })
    await assert.rejects(postgres.create(server, { name: 'run_9', owner: 'run_1', template: 'nosuch' }), { code: 'not_found' })
    await postgres.create(server, { name: 'passing', owner: 'run_2' })
    await postgres.drop(server, 'passing')
    await postgres.drop(server, 'passing')
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres', 'run_1'],
    )
  })

  it('is for its owner, and for no other role', async () => {
    assert.equal((await as(build, 'run_1', 'create table partner (id serial primary key, name text)')).exitCode, 0)
    assert.match((await as(stranger, 'run_1', 'select 1')).lines.join('\n'), /permission denied for database "run_1"/)
  })

  it('answers questions with rows, whatever stands in the parameters', async () => {
    const ask = (sql: string, parameters = {}) => postgres.query(server, { database: 'run_1', sql, parameters })
    const parameters = { text: `'; drop table partner; --`, none: null, number: 1.5, yes: true, table: 'partner' }
    const sql = `select :'text' as text, :'none'::text as none, :'number'::numeric as number, :'yes'::boolean as yes, (select count(*) from :"table") as count`
    assert.deepEqual(await ask(sql, parameters), [{ text: parameters.text, none: null, number: 1.5, yes: true, count: 0 }])
    assert.deepEqual(await ask('with n as (select generate_series(1, 2) as n) select n from n order by n desc; '), [{ n: 2 }, { n: 1 }])
    assert.deepEqual(await ask(`insert into partner (name) values ('a')`), [])
    assert.deepEqual(await ask('table partner -- all'), [{ id: 1, name: 'a' }])
    await assert.rejects(ask('select nothing from nowhere'), { code: 'invalid', message: 'PostgreSQL: relation "nowhere" does not exist.' })
    await assert.rejects(postgres.query(server, { database: 'nosuch', sql: 'select 1' }), { code: 'not_found' })
    await assert.rejects(ask('select :text', { text: 'a\0b' }), { code: 'invalid' })
    await assert.rejects(ask('select 1; \\echo no'), { code: 'invalid', message: /syntax error/ })
  })

  it('gets every text as it is', async () => {
    const hostile = fc.array(
      fc.constantFrom("'", '"', '\\', '\n', '\r', '\t', ':', 'a', '`', '$', '%', '\\n', '\u0001', 'é', '🙂', ':x', ' '),
      { maxLength: 12 },
    )
    const text = fc.oneof(
      hostile.map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 30 }).map((one) => one.replaceAll('\0', '')),
    )
    const texts = fc.sample(text, 300)
    const parameters = Object.fromEntries(texts.map((one, at) => [`p${at}`, one]))
    const sql = `values ${texts.map((_one, at) => `(${at}, :'p${at}')`).join(', ')}`
    const rows = await postgres.query(server, { database: 'postgres', sql, parameters })
    assert.deepEqual(
      rows.map(({ column2 }) => column2),
      texts,
    )
  })

  it('takes no name that is not a plain word, and nothing that is the server’s own', async () => {
    const hostile = ['a"b', "a'b", 'a; drop database run_1', 'a\n\\! touch /tmp/x', '', '../x', 'Ä', 'x'.repeat(64), ':name', '$1']
    for (const name of hostile) {
      await assert.rejects(postgres.create(server, { name, owner: 'run_1' }), { code: 'invalid' })
      await assert.rejects(postgres.create(server, { name: 'fine', owner: name }), { code: 'invalid' })
      await assert.rejects(postgres.create(server, { name: 'fine', owner: 'run_1', template: name }), { code: 'invalid' })
      await assert.rejects(postgres.drop(server, name), { code: 'invalid' })
      await assert.rejects(postgres.makeTemplate(server, 'run_1', { name, note: '' }), { code: 'invalid' })
      await assert.rejects(postgres.reassign(server, 'run_1', name), { code: 'invalid' })
      await assert.rejects(postgres.createRole(server, { name, password: 'x', connections }), { code: 'invalid' })
      await assert.rejects(postgres.dropRole(server, name), { code: 'invalid' })
    }
    for (const name of ['postgres', 'template1']) await assert.rejects(postgres.drop(server, name), { code: 'refused' })
    await assert.rejects(postgres.dropRole(server, 'postgres'), { code: 'refused' })
  })

  it('does not outlast the deadline of a question', async () => {
    const slow = { database: 'postgres', sql: 'select pg_sleep(50)' }
    await assert.rejects(postgres.query(server, slow, { deadlineMs: 700 }), { code: 'timeout' })
    const stop = new AbortController()
    const cancelled = postgres.query(server, slow, { signal: stop.signal, deadlineMs: 40_000 })
    const sleeping = async () => {
      const sql = `select pid from pg_stat_activity where query like '%pg_sleep(50)%' and pid <> pg_backend_pid() and state = 'active'`
      return (await postgres.query(server, { database: 'postgres', sql })).length
    }
    await eventually('it sleeps', async () => (await sleeping()) > 0)
    stop.abort()
    await assert.rejects(cancelled, { code: 'cancelled' })
    await eventually('the server has stopped it', async () => (await sleeping()) === 0)
  })
})

describe('a template', () => {
  const objects = `create view v as select 1; create schema s; create function f() returns int language sql as 'select 1'; select lo_create(4711);
    create extension pg_trgm; insert into partner (name) select 'x' from generate_series(1, 100)`

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
    await postgres.dropRole(server, 'run_1')
    for (const role of [stranger])
      assert.match((await as(role, 't_base', 'select 1')).lines.join('\n'), /not currently accepting|permission denied/)
    await assert.rejects(postgres.query(server, { database: 't_base', sql: 'select 1' }), {
      code: 'conflict',
      message: /not currently accepting connections/,
    })
  })

  it('is copied by many at once, and each copy is its new owner’s alone', async () => {
    const copies = ['copy_1', 'copy_2', 'copy_3', 'copy_4']
    await Promise.all(copies.map((name) => postgres.create(server, { name, owner: 'run_2', template: 't_base' })))
    await Promise.all(copies.map((name) => postgres.reassign(server, name, 'run_2')))
    const all = ['drop view v', 'alter table partner add age int', 'drop schema s', 'drop function f()', 'drop extension pg_trgm']
    assert.deepEqual(await as(stranger, 'copy_1', ...all, 'select lo_unlink(4711)'), { exitCode: 0, lines: ['1'] })
    assert.deepEqual((await as(stranger, 'copy_4', 'select count(*) from partner')).lines, ['101'])
    // Nothing of the template has passed to the new owner.
    const template = (await postgres.databases(server)).find(({ name }) => name === 't_base')
    assert.equal(template?.owner, 'postgres')
    await assert.rejects(postgres.dropRole(server, 'run_2'), {
      code: 'conflict',
      message: /cannot be dropped because some objects depend on it/,
    })
    assert.match(
      (await as(stranger, 'postgres', 'create database own template t_base')).lines.join('\n'),
      /permission denied to create database/,
    )
    await Promise.all(copies.map((name) => postgres.drop(server, name)))
    await postgres.dropRole(server, 'run_2')
  })

  it('is dropped as any database', async () => {
    await postgres.drop(server, 't_base')
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres'],
    )
  })
})

describe('a server that goes away', () => {
  it('is unavailable, and ready again when it is back', async () => {
    await docker.stop(server.container)
    assert.equal(await postgres.isReady(server), false)
    await assert.rejects(postgres.databases(server), {
      code: 'unavailable',
      message: `PostgreSQL is down: container ${server.container} is not running.`,
    })
    await docker.restart(server.container)
    await ready()
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres'],
    )
  })

  it('has no psql where it is no PostgreSQL', async () => {
    const bare = {
      ...spec,
      name: `${server.container}-bare`,
      image: 'odoo:19',
      user: 'root',
      entrypoint: ['sh', '-c'],
      argv: ['rm -f /usr/bin/psql; sleep 60'],
    }
    await docker.start(bare)
    const there = { ...server, container: bare.name }
    await eventually('psql is gone', async () => (await docker.exec(bare.name, { argv: ['test', '-e', '/usr/bin/psql'] })).exitCode === 1)
    await assert.rejects(postgres.version(there), { code: 'unavailable', message: `Container ${bare.name} has no psql.` })
  })
})
