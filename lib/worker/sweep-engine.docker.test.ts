import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { databaseOf, roleLabel, runLabel } from '../core/labels.ts'
import { image } from '../tools/docker/engine.fixture.ts'
import { openTools } from '../tools/open.ts'
import { openServerBench } from '../tools/postgres/server.fixture.ts'
import { sweepEngine } from './sweep-engine.ts'

/** `over` is the first by name. */
const [over, child, living, unknown] = ['a', 'b', 'b', 'b'].map((begin) => begin + randomBytes(6).toString('hex'))
const ids = { over: `${over}`, child: `${child}-1`, living: `${living}`, unknown: `${unknown}` }
const { docker, postgres, server, labels, ready, clean } = await openServerBench({ [roleLabel]: 'build-database' })
after(clean)
const said: string[] = []
const isOver = async (id: string) => id === ids.over || id === ids.child
const sweep = () => sweepEngine({ tools: { docker, postgres }, isOver, say: (line) => void said.push(line) })

describe('what a killed worker has left on the engine', () => {
  before(async () => {
    await ready()
    for (const id of Object.values(ids)) {
      const own = { ...labels, [runLabel]: id }
      await docker.createNetwork({ name: `test-${id}`, internal: true, labels: own })
      await docker.createVolume({ name: `test-${id}`, labels: own })
      await docker.start({
        image,
        entrypoint: ['sleep', '600'],
        argv: [],
        env: {},
        labels: own,
        networks: [{ name: `test-${id}` }],
        mounts: [],
        limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, processes: 16 },
        readOnlyRoot: true,
      })
      await docker.connect(`test-${id}`, server.container)
      await postgres.create(server, { name: databaseOf(id), password: 'x', connections: 1 })
    }
    await postgres.create(server, { name: 'run_as_somebody_wanted', password: 'x', connections: 1 })
  })

  it('is removed when the run has ended; what is of living runs, of others and of nobody stays', async () => {
    await sweep()
    const kept = [ids.living, ids.unknown].toSorted()
    for (const id of [ids.over, ids.child]) {
      const { containers, networks, volumes } = await docker.labelled({ [runLabel]: id })
      assert.deepEqual([containers, networks, volumes], [[], [], []])
    }
    const left = await docker.labelled({ ...labels, [runLabel]: '' })
    for (const things of [left.containers, left.networks, left.volumes])
      assert.deepEqual(things.map((one) => one.labels[runLabel]).toSorted(), kept)
    const databases = (await postgres.databases(server)).map(({ name }) => name)
    assert.deepEqual(databases, ['postgres', 'run_as_somebody_wanted', ...kept.map(databaseOf)].toSorted())
    assert.deepEqual(await postgres.roles(server), ['postgres', 'run_as_somebody_wanted', ...kept.map(databaseOf)].toSorted())
    assert.equal(said.length, 4)
    assert.ok(said.includes(`3 things of run ${ids.over}, which has ended, are removed from the Docker engine`))
    said.length = 0
    await sweep()
    assert.deepEqual(said, [])
  })
})

describe('a role that cannot be dropped', () => {
  it('is told at each sweep, and does not keep what comes after it', async () => {
    for (const id of [ids.over, ids.child]) await postgres.create(server, { name: databaseOf(id), password: 'x', connections: 1 })
    const elsewhere = { database: 'run_as_somebody_wanted', sql: `create schema kept authorization ${databaseOf(ids.over)}` }
    await postgres.query(server, elsewhere)
    said.length = 0
    await sweep()
    const databases = (await postgres.databases(server)).map(({ name }) => name)
    assert.deepEqual(
      [ids.over, ids.child].filter((id) => databases.includes(databaseOf(id))),
      [],
    )
    assert.deepEqual(
      [ids.over, ids.child].filter((id) => said.some((line) => line.includes(`${databaseOf(id)} of a run that has ended stays: `))),
      [ids.over],
    )
    assert.equal((await postgres.roles(server)).includes(databaseOf(ids.child)), false)
    said.length = 0
  })
})

describe('a machine without an engine', () => {
  it('is swept without a word', async () => {
    const settings = { dataDir: '/nowhere', allow: { hosts: [], paths: [] }, protectedBranches: [], credentials: {} }
    const tools = openTools({ ...settings, docker: { host: 'unix:///no/such/docker.sock' } })
    await sweepEngine({ tools, isOver, say: (line) => void said.push(line) })
    assert.deepEqual(said, [])
  })
})
