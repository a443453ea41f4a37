import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tools } from '../tools/tools.ts'
import { OpsError } from './error.ts'
import type { WitnessedCall } from './run.ts'
import { witnessed } from './witness.ts'

/** Only what these cases call: the types of the rest are of no use here. */
function toolsWith(part: object): Tools {
  return { process: part, git: part, github: part, filesystem: part, addons: part, docker: part, postgres: part, http: part } as Tools
}
const openWith = (part: object) => {
  const told: WitnessedCall[] = []
  const order: string[] = []
  const tools = witnessed(toolsWith(part), {
    before: async () => void order.push('before'),
    redact: (text) => text.replaceAll('hunter22hunter22', '•••'),
    tell: async (call) => {
      order.push('tell')
      told.push(call)
    },
  })
  return { tools, told, order }
}

test('a call is told with its operation, its arguments and its result, after ownership was asked', async () => {
  const { tools, told, order } = openWith({ run: async () => ({ exitCode: 3, signal: null }) })
  await tools.process.run({ argv: ['ls', '-l'], cwd: '/', env: { TOKEN: 'x' }, stdin: 'secret' }, { onLine: () => {} })
  assert.deepEqual(order, ['before', 'tell'])
  assert.equal(told[0]?.operation, 'process.run')
  assert.equal(told[0]?.arguments, '{"argv":["ls","-l"],"cwd":"/"},{}')
  assert.deepEqual([told[0]?.outcome, told[0]?.message], ['ok', 'exit code 3'])
})

test('a failing call is told with its code, and its error goes on', async () => {
  const { tools, told } = openWith({
    resolve: async () => {
      throw new OpsError('refused', 'not allowed', 'h')
    },
    branches: async () => {
      throw new Error('odd')
    },
  })
  await assert.rejects(tools.git.resolve('x', {}), /not allowed/)
  await assert.rejects(tools.git.branches('x'), /odd/)
  assert.deepEqual(
    told.map(({ outcome, message }) => [outcome, message]),
    [
      ['refused', 'not allowed'],
      ['internal', 'odd'],
    ],
  )
})

test('a call whose run belongs to somebody else is not made', async () => {
  let made = false
  const tools = witnessed(
    toolsWith({
      exists: async () => {
        made = true
      },
    }),
    { before: () => Promise.reject(new Error('not ours')), tell: async () => {}, redact: (text) => text },
  )
  await assert.rejects(tools.filesystem.exists('x'), /not ours/)
  assert.equal(made, false)
})

test('a password is no part of what is told, wherever it stands', async () => {
  const { tools, told } = openWith({ create: async () => undefined, run: async () => ({ exitCode: 0 }) })
  const server = { container: 'db', admin: 'postgres' }
  await tools.postgres.create(server, { name: 'run_1', password: 'hunter2', connections: 3 })
  const limits = { memoryBytes: 1, cpus: 1, processes: 1 }
  await tools.docker.run({
    image: 'odoo:19',
    env: { PGPASSWORD: 'hunter2' },
    argv: [],
    labels: {},
    networks: [],
    mounts: [],
    limits,
    readOnlyRoot: true,
  })
  assert.deepEqual(
    told.map(({ operation, arguments: given }) => `${operation} ${given}`),
    [
      'postgres.create {"container":"db","admin":"postgres"},{"name":"run_1","connections":3}',
      'docker.run {"image":"odoo:19","argv":[],"labels":{},"networks":[],"mounts":[],"limits":{"memoryBytes":1,"cpus":1,"processes":1},"readOnlyRoot":true}',
    ],
  )
})

test('the text of a file that is committed is no part of what is told', async () => {
  const { tools, told } = openWith({ commit: async () => 'sha' })
  const author = { name: 'A', email: 'a@example.com' }
  const edits = [{ edit: 'write' as const, path: 'odoo.conf', text: 'admin_passwd = hunter2' }]
  await tools.git.commit('/r', { parent: 'p', edits, message: 'm', author, at: 't' })
  assert.match(told[0]?.arguments ?? '', /"path":"odoo\.conf"\}/)
  assert.doesNotMatch(told[0]?.arguments ?? '', /hunter2/)
})

test('long arguments are cut, an end by a signal is said, and what is no function stays', async () => {
  const { tools, told } = openWith({ run: async () => ({ exitCode: null, signal: 'SIGKILL' }), limit: 5 })
  await tools.process.run({ argv: ['x'.repeat(1000)], cwd: '/', env: {} })
  assert.equal(told[0]?.message, 'ended by SIGKILL')
  assert.ok((told[0]?.arguments.length ?? 0) <= 401)
  assert.equal(Reflect.get(tools.process, 'limit'), 5)
})

test('a secret is masked before arguments are shortened: no part of it stays', async () => {
  const { tools, told } = openWith({ exists: async () => true })
  await tools.filesystem.exists(`${'x'.repeat(390)}hunter22hunter22`)
  assert.doesNotMatch(told[0]?.arguments ?? '', /hunter/)
})
