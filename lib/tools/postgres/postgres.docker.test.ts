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
const note = `it's a "note"\nof \\two lines`

describe('a server', () => {
  it('is not ready before it answers other containers, and then says its version', async () => {
    await assert.rejects(postgres.harden({ ...server, container: 'nosuch' }), { code: 'unavailable' })
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
    await postgres.create(server, { ...build, password: 'old-password', connections: 1 })
    await postgres.create(server, { ...stranger, connections })
    // As it is when the making of its database ends half-way.
    await postgres.query(server, { database: 'postgres', sql: 'drop database run_1' })
    await postgres.create(server, { ...build, connections, note })
  })

  it('of a database can log in with its password alone, also where it was there with another', async () => {
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
    await postgres.create(server, { name: 'run_3', password: 'x', connections })
    assert.equal(
      (await as({ name: 'run_3', password: 'x' }, 'postgres', 'alter default privileges grant select on tables to public')).exitCode,
      0,
    )
    await postgres.drop(server, 'run_3')
    await postgres.drop(server, 'run_3')
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
  it('is made, listed and dropped', async () => {
    const [, mine] = await postgres.databases(server)
    assert.deepEqual([mine?.name, mine?.owner, mine?.isTemplate, mine?.note], ['run_1', 'run_1', false, note])
    assert.ok((await postgres.size(server, 'run_1')) > 1e6)
    await assert.rejects(postgres.size(server, 'nosuch'), { code: 'not_found' })
    await assert.rejects(postgres.create(server, { ...build, connections }), { code: 'conflict' })
    const passing = { name: 'passing', password: 'x', connections }
    await assert.rejects(postgres.create(server, { ...passing, template: 'nosuch' }), { code: 'not_found' })
    await postgres.create(server, passing)
    await postgres.drop(server, 'passing')
    await postgres.drop(server, 'passing')
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres', 'run_1', 'run_2'],
    )
    assert.deepEqual(await postgres.roles(server), ['postgres', 'run_1', 'run_2'])
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
      await assert.rejects(postgres.create(server, { name, password: 'x', connections }), { code: 'invalid' })
      await assert.rejects(postgres.create(server, { name: 'fine', password: 'x', connections, template: name }), { code: 'invalid' })
      await assert.rejects(postgres.drop(server, name), { code: 'invalid' })
      await assert.rejects(postgres.makeTemplate(server, 'run_1', { name, note: '' }), { code: 'invalid' })
    }
    for (const name of ['postgres', 'template1']) await assert.rejects(postgres.drop(server, name), { code: 'refused' })
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

describe('a server that goes away', () => {
  it('is unavailable, and ready again when it is back', async () => {
    await docker.stop(server.container)
    await assert.rejects(postgres.harden(server), { code: 'unavailable' })
    await assert.rejects(postgres.databases(server), {
      code: 'unavailable',
      message: `PostgreSQL is down: container ${server.container} is not running.`,
    })
    await docker.restart(server.container)
    await ready()
    assert.deepEqual(
      (await postgres.databases(server)).map(({ name }) => name),
      ['postgres', 'run_1', 'run_2'],
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
