import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { promisify } from 'node:util'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { type JsonObject, objectOf } from './json.ts'
import { everything, startGithub, type TestGithub } from './server.ts'
import type { Repository } from './world.ts'

const root = mkdtempSync(path.join(tmpdir(), 'test github '))
const token = 'ghp_ada'
const secret = "It's a secret"
const work = path.join(root, 'work')
/** What came, as bytes, with its headers. */
const calls: { event: string; guid: string; signature: string; body: Buffer; payload: JsonObject }[] = []
let answer = 202
let server: TestGithub
let crm: Repository

const listener = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const header = (name: string) => String(request.headers[name] ?? '')
  const body = Buffer.concat(chunks)
  const told = { event: header('x-github-event'), guid: header('x-github-delivery'), signature: header('x-hub-signature-256') }
  calls.push({ ...told, body, payload: objectOf(JSON.parse(body.toString())) })
  response.writeHead(answer).end()
})

const ask = async (method: string, where: string, body?: JsonObject, by = token) => {
  const headers = { authorization: `Bearer ${by}` }
  const response = await fetch(`${server.origin}/api/v3${where}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: objectOf(text === '' ? null : JSON.parse(text)) }
}
/** git runs beside us: the server that it speaks with is in this process. */
const git = async (...argv: string[]) => {
  const as = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    '-c',
    `http.extraHeader=Authorization: Basic ${Buffer.from(`x:${token}`).toString('base64')}`,
  ]
  return (
    await promisify(execFile)('git', [...as, ...argv], { cwd: work, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } })
  ).stdout.trim()
}
const change = async (name: string) => {
  writeFileSync(path.join(work, name), `${name}\n`)
  await git('add', '.')
  await git('commit', '-q', '-m', name)
  return git('rev-parse', 'HEAD')
}
const heard = async () => {
  await server.deliveries.idle()
  return calls.map(({ event, payload }) => [event, payload.ref ?? objectOf(payload.pull_request).number ?? null, payload.action ?? null])
}

before(async () => {
  server = await startGithub(path.join(root, 'repositories'))
  server.addToken(token, { login: 'ada' })
  crm = server.addRepository({ owner: 'acme', name: 'crm' })
  gitIn(root, 'init', '-q', work)
  await git('remote', 'add', 'origin', `${server.origin}/acme/crm.git`)
  await change('first.py')
  await git('push', '-q', 'origin', 'main')
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`
  const events = ['push', 'pull_request', 'create', 'delete', 'check_run', 'issue_comment']
  const made = await ask('POST', '/repos/acme/crm/hooks', { events, config: { url, content_type: 'json', secret } })
  assert.equal(made.status, 201)
})
beforeEach(async () => {
  await server.deliveries.idle()
  calls.length = 0
  answer = 202
})
after(async () => {
  await server.close()
  listener.close()
  rmSync(root, { recursive: true })
  assert.deepEqual(server.world.violations, [])
})

test('a push to its git is told at once, signed over the bytes that were sent', async () => {
  const sha = await change('second.py')
  await git('push', '-q', 'origin', 'main')
  assert.deepEqual(await heard(), [['push', 'refs/heads/main', null]])
  const [push] = calls
  assert.equal(
    push?.signature,
    `sha256=${createHmac('sha256', secret)
      .update(push?.body ?? '')
      .digest('hex')}`,
  )
  assert.deepEqual([push?.payload.after, objectOf(push?.payload.head_commit).message, push?.payload.forced], [sha, 'second.py', false])
  assert.equal(objectOf(push?.payload.repository).full_name, 'acme/crm')
})

test('a branch with slashes is made, forced and deleted, and each is told as GitHub does', async () => {
  await git('checkout', '-q', '-b', 'feature/a/b')
  await change('feature.py')
  await git('push', '-q', 'origin', 'feature/a/b')
  await git('commit', '-q', '--amend', '-m', 'Another')
  await git('push', '-q', '--force', 'origin', 'feature/a/b')
  await git('push', '-q', 'origin', ':feature/a/b')
  await git('checkout', '-q', 'main')
  assert.deepEqual(
    (await heard()).map(([event, ref]) => [event, ref]).sort(),
    [['create', 'feature/a/b'], ['delete', 'feature/a/b'], ...Array.from({ length: 3 }, () => ['push', 'refs/heads/feature/a/b'])].sort(),
  )
  const flags = calls.filter(({ event }) => event === 'push').map(({ payload: { created, forced, deleted } }) => [created, forced, deleted])
  assert.deepEqual(flags.sort(), [
    [false, false, true],
    [false, true, false],
    [true, false, false],
  ])
})

test('a pull request is opened, followed, commented on and closed, and git finds its head', async () => {
  await git('checkout', '-q', '-b', 'proposed')
  await change('proposed.py')
  await git('push', '-q', 'origin', 'proposed')
  const { body, status } = await ask('POST', '/repos/acme/crm/pulls', { title: 'Proposed', head: 'proposed', base: 'main' })
  assert.equal(status, 201)
  const sha = await change('more.py')
  await git('push', '-q', 'origin', 'proposed')
  assert.equal(await git('ls-remote', 'origin', `refs/pull/${body.number}/head`), `${sha}\trefs/pull/${body.number}/head`)
  await ask('POST', `/repos/acme/crm/issues/${body.number}/comments`, { body: '/rebuild' })
  await ask('PATCH', `/repos/acme/crm/pulls/${body.number}`, { state: 'closed' })
  await ask('PATCH', `/repos/acme/crm/pulls/${body.number}`, { state: 'open' })
  await git('checkout', '-q', 'main')
  await git('merge', '-q', '--no-ff', '-m', 'Merge', 'proposed')
  await git('push', '-q', 'origin', 'main')
  await heard()
  const told = calls
    .filter(({ event }) => event === 'pull_request' || event === 'issue_comment')
    .map(({ event, payload }) => `${event} ${payload.action}`)
  const steps = ['opened', 'synchronize', 'closed', 'reopened', 'closed'].map((action) => `pull_request ${action}`)
  assert.deepEqual(told.sort(), [...steps, 'issue_comment created'].sort())
  const merged = await ask('GET', `/repos/acme/crm/pulls/${body.number}`)
  assert.equal(merged.body.merged, true)
})

test('deliveries can be sent late, in another order, and more than once with one id', async () => {
  server.deliveries.hold()
  await git('push', '-q', 'origin', 'main:one')
  await git('push', '-q', 'origin', 'main:two')
  assert.deepEqual(await heard(), [])
  server.deliveries.letGo({ isReversed: true, times: 2 })
  await server.deliveries.idle()
  assert.equal(calls.length, 8)
  assert.equal(new Set(calls.map(({ guid }) => guid)).size, 4)
})

test('what was not taken is remembered, and is delivered again with its id', async () => {
  answer = 500
  await git('push', '-q', 'origin', 'main:three')
  await server.deliveries.idle()
  const [hook] = crm.hooks
  const last = hook?.deliveries.at(-1)
  assert.equal(last?.status, 500)
  answer = 202
  if (hook && last) server.deliveries.redeliver(hook, last)
  await server.deliveries.idle()
  assert.equal(calls.at(-1)?.guid, last?.guid)
  const { status } = await ask('GET', `/repos/acme/crm/hooks/${hook?.id}/deliveries?per_page=1`)
  assert.equal(status, 200)
})

test('a check that somebody wants again is told', async () => {
  server.install(crm, everything)
  const sha = await git('rev-parse', 'main')
  server.addToken('ghs_app', { login: 'control-room[bot]', isApp: true })
  const { body } = await ask('POST', '/repos/acme/crm/check-runs', { name: 'ci', head_sha: sha, external_id: 'run 1' }, 'ghs_app')
  server.rerequest(crm, Number(body.id))
  await heard()
  const [call] = calls
  assert.deepEqual(
    [call?.event, call?.payload.action, objectOf(call?.payload.check_run).external_id],
    ['check_run', 'rerequested', 'run 1'],
  )
})

test('what GitHub does not describe is refused with the reason, and remembered', async () => {
  const { status, body } = await ask('POST', '/repos/acme/crm/pulls', { title: 'x', head: 'one', base: 'main', colour: 'green' })
  assert.deepEqual([status, String(body.message)], [500, "GitHub's description rejects this: body colour is not described"])
  assert.equal((await ask('GET', '/repos/acme/crm/topics')).status, 500)
  assert.equal(server.world.violations.splice(0).length, 2)
})

test('who may not push, pushes nothing; what is private is shown to nobody else', async () => {
  server.addToken('ghp_eve', { login: 'eve', permissions: { contents: 'read' } })
  const push = (by: string) => {
    const url = `${server.origin}/acme/crm.git/info/refs?service=git-receive-pack`
    return fetch(url, { headers: { authorization: `Basic ${Buffer.from(`x:${by}`).toString('base64')}` } })
  }
  assert.deepEqual([(await push('ghp_eve')).status, (await push('none')).status, (await push(token)).status], [403, 401, 200])
  crm.isPrivate = true
  const anonymous = await fetch(`${server.origin}/acme/crm.git/info/refs?service=git-upload-pack`)
  const api = await fetch(`${server.origin}/api/v3/repos/acme/crm`)
  crm.isPrivate = false
  assert.deepEqual([anonymous.status, api.status], [401, 404])
})
