import assert from 'node:assert/strict'
import { request } from 'node:http'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Actor } from '../lib/core/policy.ts'
import type { TokenRow } from '../lib/core/room.ts'
import { slowRepository } from './ci-lab.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { type Agent, agent } from './mcp-agent.ts'
import { until } from './until.ts'
import { openWeb } from './web.ts'

const password = 'correct horse battery'
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let ada: Actor
let repo = ''
const opened: Agent[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real', leaseMs: 15_000 })
  await lab.worker('A')
  web = await openWeb(lab.url, lab.dataDir)
  const id = await lab.control.members.add(admin, { name: 'ada', email: 'ada@example.org', password, role: 'operator' })
  ada = { id, name: 'ada', role: 'operator', surface: 'web' }
  repo = slowRepository(path.join(server.base, 'slow'), 0.3)
})
after(async () => {
  for (const one of opened) await one.close()
  await web.close()
  await lab.close()
  await server.close()
})

let count = 0
async function token(input: object = {}): Promise<{ secret: string; token: TokenRow }> {
  count += 1
  const made: unknown = await lab.control.change(ada, 'control_room.create_token', { name: `t${count}`, days: 1, ...input })
  return made as { secret: string; token: TokenRow }
}
const revoke = (id: string) => lab.control.change(ada, 'control_room.revoke_token', { token: id })
/** A program's request: no cookie, no origin. */
const ask = (way: string, secret: string, { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {}) =>
  fetch(`${web.address}${way}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
  })
const runsThere = async () => Number((await lab.sql.query('select count(*) from "Run"')).rows[0].count)
async function connect(secret: string): Promise<Agent> {
  const options = { requestInit: { headers: { authorization: `Bearer ${secret}` } } }
  // The client's own types do not say `undefined` where they mean it.
  const transport = new StreamableHTTPClientTransport(new URL(`${web.address}/api/mcp`), options) as Parameters<typeof agent>[0]
  const one = await agent(transport)
  opened.push(one)
  return one
}

test('a bearer of a token may what its scope says; a wrong token is nobody, whatever cookie is with it', async () => {
  const { secret } = await token({ verbs: ['control_room.*'] })
  assert.equal((await ask('/api/skills/control_room/runs', secret, { body: {} })).status, 200)
  const refused = await ask('/api/skills/github_ci_runner/run', secret, { body: { repo } })
  assert.equal(refused.status, 403)
  assert.equal((await refused.json()).error.message, `Token t${count} may not use github_ci_runner.run.`)
  const browser = web.browser()
  assert.equal((await browser.signIn('ada@example.org', password)).status, 200)
  for (const authorization of ['Bearer dat_wrong', 'Bearer', `bearer ${secret}x`]) {
    const answer = await browser.fetch('/api/runs/ffffffff', { headers: { authorization } })
    assert.equal(answer.status, 401, authorization)
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="control room"')
  }
  const proxied = await browser.fetch('/api/runs/ffffffff', { headers: { authorization: 'Basic YTpi' } })
  assert.equal(proxied.status, 404, 'what a proxy asks for is none of ours: the session counts')
})

test('a token for a skill follows what it has begun: the place that the answer names, and all beside it', async () => {
  const { secret } = await token({ verbs: ['github_ci_runner.*'] })
  const begun = await ask('/api/skills/github_ci_runner/run', secret, { body: { repo: '/nowhere' } })
  const place = begun.headers.get('location') ?? ''
  assert.deepEqual([begun.status, place.slice(0, 10)], [202, '/api/runs/'])
  const id = place.slice(10)
  await lab.finished(id)
  for (const way of ['', '/events', '/log', '/evidence']) assert.equal((await ask(`${place}${way}`, secret)).status, 200, way)
  for (const verb of ['run', 'tests', 'calls', 'log', 'log_outline'])
    assert.equal((await ask(`/api/skills/control_room/${verb}`, secret, { body: { id } })).status, 200, verb)
  const elsewhere = (await token({ verbs: ['mail_catcher.*'] })).secret
  for (const way of ['', '/events', '/log', '/evidence']) assert.equal((await ask(`${place}${way}`, elsewhere)).status, 403, way)
})

test('a page of another site uses no token, and a cookie without an origin still writes nothing', async () => {
  const { secret } = await token()
  const foreign = await ask('/api/skills/control_room/runs', secret, { body: {}, headers: { origin: 'https://evil.example' } })
  assert.equal(foreign.status, 403)
  const browser = web.browser()
  await browser.signIn('ada@example.org', password)
  const headers = { cookie: browser.cookie, 'content-type': 'application/json' }
  assert.equal((await fetch(`${web.address}/api/skills/control_room/runs`, { method: 'POST', body: '{}', headers })).status, 403)
  assert.equal((await browser.fetch('/api/mcp')).status, 401, 'a cookie is no token')
})

test('the same request again answers with the same run, also when both come at once; another one with its name is refused', async () => {
  const { secret } = await token()
  const before = await runsThere()
  const send = (key: string, body: object) => ask('/api/skills/github_ci_runner/run', secret, { body, headers: { 'idempotency-key': key } })
  const both = await Promise.all([send('k1', { repo }), send('k1', { repo })])
  const ids = await Promise.all(both.map(async (answer) => (await answer.json()).run.id))
  assert.deepEqual([both.map(({ status }) => status), ids[0]], [[202, 202], ids[1]])
  assert.equal(await runsThere(), before + 1)
  const other = await send('k1', { repo, branch: 'other' })
  assert.equal(other.status, 422)
  assert.match((await other.json()).error.message, /^Idempotency-Key k1 was used for another request\.$/)
  assert.equal((await send('no spaces', { repo })).status, 422)
  assert.equal(await runsThere(), before + 1)
  const theirs = await ask('/api/skills/github_ci_runner/run', (await token()).secret, {
    body: { repo },
    headers: { 'idempotency-key': 'k1' },
  })
  const their = (await theirs.json()).run.id
  assert.notEqual(their, ids[0], 'a name is its token’s own')
  for (const id of [ids[0], their]) await lab.control.cancel(admin, id).catch(() => undefined)
  for (const id of [ids[0], their]) await lab.ended(id)
})

test('a revoked token is refused at once, and what it has open ends within five seconds', async () => {
  const one = await token()
  const id = await lab.submit({ repo: slowRepository(path.join(server.base, 'slower'), 5) }, 'github_ci_runner.run')
  const stream = await ask(`/api/runs/${id}/events`, one.secret)
  assert.equal(stream.headers.get('content-type'), 'text/event-stream')
  const { use } = await connect(one.secret)
  const following = use('follow_run', { run: id })
  following.catch(() => undefined)
  await lab.reached(id, 'run:started')
  await revoke(one.token.id)
  const revoked = Date.now()
  assert.equal((await ask('/api/runs/ffffffff', one.secret)).status, 401)
  const ended = await Promise.race([stream.text(), new Promise<string>((resolve) => setTimeout(() => resolve('still open'), 5000).unref())])
  assert.match(ended, /event: refused/)
  assert.match((await following).said, /^This token has run out or was revoked\./)
  assert.ok(Date.now() - revoked < 5000, 'a call that waits is answered')
  await assert.rejects(use('control_room__runs'))
  await lab.control.cancel(admin, id)
  await lab.ended(id)
})

test('over HTTP: the official client walks initialize, list, call, progress, cancel and an error', async () => {
  const { secret } = await token()
  const { client, use } = await connect(secret)
  assert.equal(client.getServerVersion()?.title, 'Control room')
  assert.ok((await client.listTools()).tools.some(({ name }) => name === 'github_ci_runner__run'))
  const heard: { progress: number; message?: string | undefined }[] = []
  const done = await use('github_ci_runner__run', { repo }, { onprogress: (progress) => heard.push(progress) })
  assert.deepEqual([done.data.status, done.isError], ['failed', true], `${done.said}\n${lab.stories()}`)
  assert.deepEqual(done.data.tests, { passed: 4, failed: 1, error: 0, skipped: 1 })
  assert.equal(done.data.page, `${web.address}/runs/${done.data.run}`)
  assert.ok(heard.length > 3)
  const row = await lab.run(String(done.data.run))
  assert.deepEqual([row.surface, row.startedByName], ['mcp', `t${count} (token of ada)`])
  const before = await runsThere()
  const stop = new AbortController()
  const call = use('github_ci_runner__run', { repo: slowRepository(path.join(server.base, 'slowest'), 20) }, { signal: stop.signal })
  call.catch(() => undefined)
  await until(
    async () => (await runsThere()) > before,
    10_000,
    () => 'no run has come',
  )
  const { id } = (await lab.sql.query('select id from "Run" order by "createdAt" desc limit 1')).rows[0]
  await lab.reached(id, 'test:attempt')
  stop.abort('enough')
  assert.equal(await lab.finished(id), 'cancelled')
  assert.match((await use('control_room__run', { id: 'ffffffff' })).said, /^No run ffffffff here\./)
  assert.match((await use('github_ci_runner__run', {})).said, /^repo: /)
})

test('a session belongs to the token that began it, and is gone when it is closed', async () => {
  const first = await token()
  const body = (id: string, secret: string) => ({
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
    headers: { accept: 'application/json, text/event-stream', 'mcp-session-id': id, authorization: `Bearer ${secret}` },
  })
  const initialize = {
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }
  const begun = await ask('/api/mcp', first.secret, { body: initialize, headers: { accept: 'application/json, text/event-stream' } })
  const id = begun.headers.get('mcp-session-id') ?? ''
  await begun.text()
  assert.equal((await ask('/api/mcp', first.secret, body(id, first.secret))).status, 200)
  const other = await token()
  assert.equal((await ask('/api/mcp', other.secret, body(id, other.secret))).status, 404)
  const headers = { authorization: `Bearer ${first.secret}`, 'mcp-session-id': id }
  assert.equal((await fetch(`${web.address}/api/mcp`, { method: 'DELETE', headers })).status, 200)
  assert.equal((await ask('/api/mcp', first.secret, body(id, first.secret))).status, 404)
  const early = await ask('/api/mcp', first.secret, {
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    headers: { accept: 'application/json, text/event-stream' },
  })
  assert.equal(early.status, 400)
})

test('agents that come and go without a word do not shut out their token', async () => {
  const { secret } = await token()
  for (let place = 0; place < 25; place += 1) await (await connect(secret)).close()
  assert.ok((await (await connect(secret)).client.listTools()).tools.length > 4)
})

test('a change is asked for as a run is: its plan alone with ?plan=1, and once by its name', async () => {
  const browser = web.browser()
  await browser.signIn('ada@example.org', password)
  const create = (query: string, headers: Record<string, string> = {}) =>
    browser.json(`/api/skills/control_room/create_token${query}`, { name: 'once', days: 1 }, headers)
  assert.ok('plan' in (await (await create('?plan=1')).json()))
  assert.equal((await create('?plan=maybe')).status, 422)
  const key = { 'idempotency-key': 'once' }
  assert.match((await (await create('?plan=0', key)).json()).secret, /^dat_/)
  const again = await create('', key)
  assert.equal(again.status, 409)
  assert.match((await again.json()).error.message, /^This was done already/)
})

test('a name that somebody has made point at us is refused', async () => {
  const { secret } = await token()
  const { hostname, port } = new URL(web.address)
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `evil.example:${port}`, authorization: `Bearer ${secret}` }
    request({ hostname, port, path: '/api/mcp', headers }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end()
  })
  assert.equal(status, 403)
})

test('the OpenAPI document is there for everybody, with the address of this room', async () => {
  const document = await (await fetch(`${web.address}/api/openapi.json`)).json()
  assert.deepEqual([document.openapi, document.servers], ['3.1.0', [{ url: web.address }]])
})
