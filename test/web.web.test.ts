import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newSetupToken } from '../lib/store/setup.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { openWeb } from './web.ts'

const password = 'correct horse battery'
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  await lab.worker('A')
  web = await openWeb(lab.url, lab.dataDir)
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
})

test('health says what is observed', async () => {
  const answer = await fetch(`${web.address}/api/health`)
  assert.equal(answer.status, 200)
  const body = await answer.json()
  assert.equal(body.workers, 1)
  assert.match(body.status, /^(?:pass|warn)$/)
})

test('a one-time token makes the first admin once, and is of no use afterwards or when it is wrong', async () => {
  const token = await newSetupToken(lab.url)
  assert.ok(token)
  const { rows } = await lab.sql.query(`select surface from "AuditRecord" where action = 'setup.link'`)
  assert.deepEqual(rows, [{ surface: 'cli' }], 'whoever starts the control room asks for the link, in a terminal')
  const { members } = lab.control
  assert.equal(await members.checkSetup('wrong'), false)
  assert.equal(await members.checkSetup(token), true)
  await assert.rejects(members.createFirstAdmin(token, { name: 'A', email: 'not an address', password }), /email/)
  await assert.rejects(members.createFirstAdmin(token, { name: 'A', email: 'a@example.org', password: 'short' }), /at least 12/)
  const person = { name: 'Ada', email: 'Ada@Example.org', password }
  const both = await Promise.allSettled([
    members.createFirstAdmin(token, person),
    members.createFirstAdmin(token, { ...person, email: 'b@example.org' }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await lab.sql.query(`select 1 from "User" where role = 'admin'`)).rows.length, 1)
  assert.equal(await newSetupToken(lab.url), null)
  assert.equal(await members.checkSetup(token), false)
})

test('signing in gives a cookie that scripts cannot read and that holds no more than a session', async () => {
  await lab.control.members.add(admin, { name: 'Op', email: 'op@example.org', password, role: 'operator' })
  const browser = web.browser()
  const answer = await browser.signIn('OP@example.org ', password)
  assert.equal(answer.status, 200)
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('next-auth.session-token='))
  assert.match(cookie ?? '', /HttpOnly/i)
  assert.match(cookie ?? '', /SameSite=Lax/i)
  const session = await (await browser.fetch('/api/auth/session')).json()
  assert.deepEqual(Object.keys(session), ['expires'])
  assert.equal((await browser.fetch('/ci')).status, 200)
  await browser.signOut()
  assert.equal((await lab.sql.query('select 1 from "Session"')).rows.length, 0)
})

test('a cookie that was kept is worth nothing after signing out', async () => {
  const browser = web.browser()
  await browser.signIn('op@example.org', password)
  const { cookie } = browser
  assert.equal((await fetch(`${web.address}/api/runs/ffff`, { headers: { cookie } })).status, 404)
  await browser.signOut()
  assert.equal((await fetch(`${web.address}/api/runs/ffff`, { headers: { cookie } })).status, 401)
})

test('a write from another site is refused, with and without a session', async () => {
  const browser = web.browser()
  await browser.signIn('op@example.org', password)
  const path = '/api/skills/control_room/runs'
  assert.equal((await browser.json(path, {})).status, 200)
  assert.equal((await browser.json(path, {}, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await browser.json(path, {}, { origin: 'null' })).status, 403)
  const { cookie } = browser
  assert.equal((await fetch(`${web.address}${path}`, { method: 'POST', body: '{}', headers: { cookie } })).status, 403)
})

test('answers carry the policy: scripts by nonce, no framing, and another nonce each time', async () => {
  const policies = await Promise.all([1, 2].map(async () => (await fetch(`${web.address}/sign-in`)).headers))
  const [first, second] = policies.map((headers) => headers.get('content-security-policy') ?? '')
  assert.match(first ?? '', /default-src 'self'/)
  assert.match(first ?? '', /frame-ancestors 'none'/)
  assert.match(first ?? '', /script-src 'self' 'nonce-[\w=+/]+' 'strict-dynamic'(;|$)/)
  assert.notEqual(first, second)
  assert.equal(policies[0]?.get('x-content-type-options'), 'nosniff')
  assert.equal(policies[0]?.get('x-powered-by'), null)
})

test('every script of a page carries the nonce of its policy', async () => {
  const answer = await fetch(`${web.address}/sign-in`)
  const [, nonce] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? []
  const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
  assert.ok(scripts.length > 0)
  for (const tag of scripts) assert.match(tag, new RegExp(`nonce="${nonce}"`))
})

test('after five wrong passwords an account is closed for a while, also to the right one, and a forged address does not help', async () => {
  await lab.control.members.add(admin, { name: 'Vic', email: 'vic@example.org', password, role: 'viewer' })
  for (let turn = 0; turn < 5; turn += 1) {
    const answer = await web
      .browser()
      .signIn('vic@example.org', `wrong ${turn}`, { 'x-forwarded-for': `10.0.0.${turn}`, 'x-control-room-peer': `10.0.0.${turn}` })
    assert.equal(answer.status, 401)
    assert.match((await answer.json()).url, /error=CredentialsSignin/)
  }
  const answer = await web.browser().signIn('vic@example.org', password)
  assert.match(decodeURIComponent((await answer.json()).url), /error=too_many: Too many tries\. Again in \d+ min/)
  const { rows } = await lab.sql.query<{ key: string }>(`select distinct key from "SignInTry" where key like 'address:%'`)
  assert.deepEqual(
    rows.map(({ key }) => key),
    ['address:127.0.0.1'],
  )
})

test('an unknown account is refused with the same words', async () => {
  const answer = await web.browser().signIn('nobody@example.org', password)
  assert.match((await answer.json()).url, /error=CredentialsSignin/)
})

test('what is asked badly is refused in words, with a status, and changes nothing', async () => {
  const browser = web.browser()
  await browser.signIn('op@example.org', password)
  const cases: [string, string, number, RegExp][] = [
    ['/api/skills/nothing/here', '{}', 404, /There is no skill or verb called nothing\.here/],
    ['/api/skills/control_room/runs', '[1]', 422, /not a JSON object/],
    ['/api/skills/control_room/runs', '{"limit":', 422, /not a JSON object/],
    ['/api/skills/control_room/runs', '{"limit":0}', 422, /limit/],
    ['/api/skills/control_room/runs', '{"nope":1}', 422, /nope: there is no such input/],
    ['/api/skills/control_room/run', '{"id":"zzzzz"}', 404, /No run zzzzz here/],
    ['/api/skills/control_room/runs', `{"text":"${'x'.repeat(1_100_000)}"}`, 413, /larger than 1 MiB/],
  ]
  for (const [path, body, status, words] of cases) {
    const answer = await browser.fetch(path, { method: 'POST', body })
    const { error } = await answer.json()
    assert.equal(answer.status, status, `${path} ${body.slice(0, 40)}`)
    assert.match(error.message, words)
    assert.ok(error.hint.length > 0)
  }
})

test('events resume exactly after the last that was seen; log and evidence can be taken away', async () => {
  const browser = web.browser()
  await browser.signIn('op@example.org', password)
  const id = await lab.submit({ a: 'make log=3' })
  await lab.finished(id)
  const seqs = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq))
  const all = seqs(await (await browser.fetch(`/api/runs/${id}/events`)).text())
  assert.deepEqual(
    all,
    all.map((_, index) => index + 1),
  )
  const rest = await (await browser.fetch(`/api/runs/${id}/events`, { headers: { 'last-event-id': '4' } })).text()
  assert.deepEqual(seqs(rest), all.slice(4))
  assert.match(rest, /event: end/)
  assert.match(await (await browser.fetch(`/api/runs/${id}/log`)).text(), /line 1 of a\n.*line 2 of a\n.*line 3 of a\n/)
  const archive = Buffer.from(await (await browser.fetch(`/api/runs/${id}/evidence`)).arrayBuffer())
  assert.deepEqual([...archive.subarray(0, 2)], [0x1f, 0x8b])
})
