import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { idIn, openCliLab } from './cli-lab.ts'
import { labVerbs } from './lab-verbs.ts'
import { type } from './terminal.ts'
import { until } from './until.ts'

const { server, lab, typing, cli, json, close } = await openCliLab()
after(close)

test('help and lists know every verb of the registry, and need no database', async () => {
  const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nowhere', DATA_DIR: '/nonexistent/data' }
  const { document } = await json(['skill', 'list'], { env })
  const addresses = document.map(({ address }: { address: string }) => address)
  for (const address of Object.keys(labVerbs())) assert.ok(addresses.includes(address))
  for (const args of [
    ['--help'],
    ['help'],
    [],
    ['help', 'runs', 'show'],
    ['runs', '--help'],
    ['skill', 'run', 'lab.locked', '-h'],
    ['--version'],
  ])
    assert.equal((await cli(args, { env })).code, 0, args.join(' '))
  const help = await cli(['help', 'skill', 'run', 'lab.destroys'], { env })
  for (const part of ['lab.destroys destroys, for role operator', '--key', '1. First', '--yes', '--plan'])
    assert.ok(help.stdout.includes(part), part)
})

test('a database that is away is said without its password, and where nothing runs status starts nothing', async () => {
  const away = await cli(['runs', 'list'], { env: { DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/away' } })
  assert.equal(away.code, 15)
  assert.match(away.stderr, /^The database of the control room, away at 127\.0\.0\.1:1, does not answer as one of ours\.\n/)
  assert.doesNotMatch(away.stderr, /hunter2|\n\s+at /)
  const absent = await json(['status'], { env: { DATABASE_URL: '', DATA_DIR: `${server.base}/none` } })
  assert.deepEqual([absent.code, absent.document.status], [15, 'absent'])
  const here = await json(['status'])
  assert.deepEqual([here.code, here.document.status, here.document.workers], [0, 'pass', 1])
})

test('a group without its second word lists what there is, and a mistake in the configuration is named with its line', async () => {
  const group = await cli(['runs'])
  assert.deepEqual([group.code, group.stdout], [2, ''])
  assert.match(group.stderr, /^devops-agent runs needs one more word:\n {2}runs list /)
  assert.equal((await json(['runs'])).document.error.code, 'invalid')
  const file = path.join(lab.dataDir, 'agent.yml')
  writeFileSync(file, 'mode: ci_guard\nmood: good\n')
  const typed = type('bin/devops-agent.mjs', ['runs', 'list'], {
    env: { DATABASE_URL: lab.url, DATA_DIR: lab.dataDir, AGENT_CONFIG: file },
  })
  assert.equal(await typed.ended, 2)
  assert.match(typed.stderr(), /agent\.yml, line 2: mood: there is no such key.*\nCorrect it, then try again\.\n$/)
})

test('connections are named, so that an engine without pages knows that it is needed', async () => {
  const following = typing(['skill', 'run', 'lab.locked', '--b', 'wait=60000'])
  await following.said('▸ Second')
  const { rows } = await lab.sql.query(
    `select distinct application_name from pg_stat_activity where application_name like 'control-room-cli%' order by 1`,
  )
  assert.deepEqual(
    rows.map(({ application_name }) => application_name),
    ['control-room-cli', 'control-room-cli-wake'],
  )
  await cli(['runs', 'cancel', idIn(following.stdout())])
  await following.ended
  await until(
    async () => (await lab.sql.query(`select from pg_stat_activity where application_name like 'control-room-cli%'`)).rows.length === 0,
    5000,
    () => 'a connection is left',
  )
})

test('modes are listed; one that there is not, that has no playbook, or of which nothing is asked is refused with what to type', async () => {
  const listed = await json(['mode'])
  assert.deepEqual(
    listed.document.rows.map(({ name }: { name: string }) => name),
    ['ci_guard', 'ops_surgeon', 'manifest_steward'],
  )
  for (const [words, code, told] of [
    [['mode', 'nosuch', 'run'], 2, 'There is no mode nosuch.\nModes are: ci_guard, ops_surgeon, manifest_steward.\n'],
    [['mode', 'ops_surgeon', 'run'], 4, 'Mode Ops surgeon has no playbook yet.\ndevops-agent mode lists those that have one.\n'],
    [['mode', 'manifest-steward'], 2, 'What is mode manifest_steward to do?\ndevops-agent mode manifest_steward run\n'],
  ] as const) {
    const answer = await cli([...words])
    assert.deepEqual([answer.code, answer.stderr], [code, told], words.join(' '))
  }
})
