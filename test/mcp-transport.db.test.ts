import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { after, before, test } from 'node:test'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { type ElicitResult, EmptyResultSchema } from '@modelcontextprotocol/sdk/types.js'
import type { Actor } from '../lib/core/policy.ts'
import { answerMcp } from '../lib/mcp/http.ts'
import { admin, type Lab, openLab, openServer, operator } from './lab.ts'
import { type Agent, agent, countRuns, newestAfter, someone } from './mcp-agent.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
const opened: Agent[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  await lab.worker('A')
})
after(async () => {
  for (const one of opened) await one.close()
  await lab.close()
  await server.close()
})

const runsThere = () => countRuns(lab)
/** The run that has come since there were so many. */
const begun = (before: number) => newestAfter(lab, before)

/** The command line of the lab as an agent starts it. */
function stdio(more: Record<string, string> = {}) {
  const env = { ...process.env, DATABASE_URL: lab.url, DATA_DIR: lab.dataDir, NODE_DISABLE_COMPILE_CACHE: '1', ...more }
  const given = Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  return new StdioClientTransport({ command: process.execPath, args: ['test/lab-cli.ts', 'mcp'], env: given, stderr: 'pipe' })
}

test('over stdio: the official client walks initialize, list, call, progress, cancel and an error', async () => {
  const noise = new PassThrough()
  let said = ''
  noise.on('data', (chunk) => {
    said += chunk
  })
  const transport = stdio()
  transport.stderr?.on('data', (chunk) => noise.write(chunk))
  const one = await agent(transport)
  opened.push(one)
  const { client, use, close } = one
  assert.equal(client.getServerVersion()?.name, 'devops-agent')
  assert.ok((await client.listTools()).tools.some(({ name }) => name === 'lab__free'))
  const heard: number[] = []
  const done = await use('lab__free', { a: 'make', b: 'log=1' }, { onprogress: ({ progress }) => heard.push(progress) })
  assert.equal(done.data.status, 'succeeded', said)
  assert.ok(heard.length > 1)
  const stop = new AbortController()
  const before = await runsThere()
  const call = use('lab__free', { a: 'wait=60000' }, { signal: stop.signal })
  call.catch(() => undefined)
  const id = await begun(before)
  await lab.told(id, 'do a')
  stop.abort()
  assert.equal(await lab.finished(id), 'cancelled')
  assert.match((await use('lab__free', { a: 5 })).said, /^a: /)
  assert.equal((await lab.run(id)).surface, 'mcp')
  await assert.rejects(client.request({ method: 'nothing/known' }, EmptyResultSchema), /Method not found/)
  await close()
  assert.match(said, /^Speaking MCP as .*, in mode Ops surgeon\.\n$/)
})

test('over stdio: a call that follows a run ends within five seconds of the end of its token, with the refusal', async () => {
  const owner = await lab.control.members.add(admin, {
    name: 'ada',
    email: 'ada@example.org',
    password: 'correct horse battery',
    role: 'operator',
  })
  const ada: Actor = { id: owner, name: 'ada', role: 'operator', surface: 'web' }
  const { secret } = await lab.control.change(ada, 'control_room.create_token', { name: 'stdio', days: 1 })
  const one = await agent(stdio({ DEVOPS_AGENT_TOKEN: String(secret) }))
  opened.push(one)
  const id = await lab.submit({ a: 'wait=9000' }, 'lab.free')
  const call = one.use('follow_run', { run: id })
  await lab.told(id, 'do a')
  await lab.control.change(ada, 'control_room.revoke_token', { token: 'stdio' })
  const ended = Date.now()
  const { isError, said } = await call
  assert.ok(Date.now() - ended < 5000, `${Date.now() - ended} ms`)
  assert.deepEqual([isError, said], [true, 'The token in DEVOPS_AGENT_TOKEN has run out or was revoked. Make another one.'])
  assert.equal((await lab.run(id)).status, 'running')
  await lab.control.cancel(operator, id)
  await one.close()
})

/** A token's holder, as long as the token has not ended. */
function bearerOf(id: string) {
  let holder: Actor | null = { ...someone, id, token: { id, name: id, verbs: ['*'], environments: ['*'] } }
  const end = () => {
    holder = null
  }
  const options = { control: lab.control, version: '1', address: null }
  const fetch = (url: string | URL, init?: RequestInit) => answerMcp(new Request(url, init), id, async () => holder, options)
  const connect = async (answer?: (message: string) => ElicitResult) => {
    const given = new StreamableHTTPClientTransport(new URL('http://room/api/mcp'), { fetch })
    // The client's own types do not say `undefined` where they mean it.
    const one = await agent(given as Parameters<typeof agent>[0], answer)
    opened.push(one)
    return { ...one, sessionId: given.sessionId ?? '' }
  }
  return { fetch, connect, end }
}

test('over HTTP a call tells its steps; a session that its token has lost, and one of another token, is not there', async () => {
  const { connect, end } = bearerOf('t1')
  const { use, sessionId } = await connect()
  const heard: number[] = []
  const done = await use('lab__free', { a: 'make', b: 'log=1' }, { onprogress: ({ progress }) => heard.push(progress) })
  assert.equal(done.data.status, 'succeeded')
  assert.ok(heard.length > 1)
  const asked = await (await connect(() => ({ action: 'accept', content: { confirm: 'destroys' } }))).use('lab__destroys', {
    key: 'old',
    a: 'make',
  })
  assert.equal(asked.data.status, 'succeeded', 'the person at its screen was asked')
  const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json', 'mcp-session-id': sessionId }
  const list = { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }) }
  assert.equal((await bearerOf('t2').fetch('http://room/api/mcp', list)).status, 404)
  end()
  assert.match((await use('lab__free')).said, /^This token has run out or was revoked\./)
  await until(
    async () => (await bearerOf('t1').fetch('http://room/api/mcp', list)).status === 404,
    5000,
    () => 'it is still there after five seconds',
  )
})

test('a call that waits for its run when its token ends is answered with the refusal within five seconds, and the run goes on', async () => {
  const { connect, end } = bearerOf('t4')
  const { use } = await connect()
  const before = await runsThere()
  const call = use('lab__free', { a: 'wait=6000' })
  const id = await begun(before)
  await lab.told(id, 'do a')
  end()
  const ended = Date.now()
  const { isError, said } = await call
  assert.deepEqual([isError, said], [true, 'This token has run out or was revoked. Make another: devops-agent token create.'])
  assert.ok(Date.now() - ended < 5000, `${Date.now() - ended} ms`)
  assert.equal(await lab.finished(id), 'succeeded')
})

test('agents that leave without a word shut nobody out; what does not begin a session leaves none', async () => {
  const { connect, fetch } = bearerOf('t3')
  const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' }
  for (let place = 0; place < 25; place += 1) {
    const early = await fetch('http://room/api/mcp', {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    })
    assert.equal(early.status, 400)
  }
  const living = await connect()
  for (let place = 0; place < 25; place += 1) await (await connect()).close()
  assert.ok((await living.client.listTools()).tools.length > 4, 'whoever listens keeps the session, though it is the oldest')
})

test('a token has so many sessions in use and no more, and the place of the one that was not used longest is free first', async () => {
  const { connect, fetch } = bearerOf('t5')
  const all: Awaited<ReturnType<typeof connect>>[] = []
  for (let place = 0; place < 20; place += 1) all.push(await connect())
  await assert.rejects(connect(), /has 20 sessions, and all are in use/)
  const [first, second] = all
  assert.ok(first && second)
  await second.close()
  await first.close()
  await (await connect()).client.listTools()
  const isThere = async (id: string) => {
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json', 'mcp-session-id': id }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
    return (await fetch('http://room/api/mcp', { method: 'POST', headers, body })).status === 200
  }
  assert.deepEqual([await isThere(first.sessionId), await isThere(second.sessionId)], [false, true])
})
