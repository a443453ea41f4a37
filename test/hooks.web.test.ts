import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { claims, openIssuer } from '../lib/tools/oidc/issuer.fixture.ts'
import { pushOf } from '../skills/github_ci_runner/deliveries.fixture.ts'
import { signedHeaders, webhookSecret } from './guard-lab.ts'
import { storm } from './hook-storm.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { until } from './until.ts'
import { openWeb } from './web.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let issuer: Awaited<ReturnType<typeof openIssuer>>
before(async () => {
  server = await openServer()
  issuer = await openIssuer()
  const agent = path.join(server.base, 'agent.yml')
  const host = new URL(issuer.issuer).host
  writeFileSync(
    agent,
    `repositories:\n  crm:\n    url: http://${host}/acme/crm\ngithub:\n  webhook:\n    secretsFrom: [WEBHOOK_SECRET]\n  actions:\n    audience: https://room.example\n    issuer: ${issuer.issuer}\n    host: ${host}\n`,
  )
  lab = await openLab(server, { variant: 'real' })
  await lab.stop(await lab.worker('A'))
  web = await openWeb(lab.url, lab.dataDir, { AGENT_CONFIG: agent, WEBHOOK_SECRET: webhookSecret })
})
after(async () => {
  await web.close()
  await lab.close()
  await issuer.close()
  await server.close()
})

const at = () => `${web.address}/api/hooks/github`
const send = (event: string, body: string | Buffer<ArrayBuffer>, name: string = randomUUID()) =>
  fetch(at(), { method: 'POST', body, headers: signedHeaders(event, body, { name }) })
const rows = async () => (await lab.sql.query(`select name, outcome, why from "Delivery" order by seq`)).rows
const push = (branch: string) =>
  JSON.stringify(pushOf(`refs/heads/${branch}`, { full_name: 'acme/crm', clone_url: `${issuer.issuer}/acme/crm.git` }))

describe('the door of deliveries', () => {
  it('answers 202 to what is signed, and says what becomes of it', async () => {
    const answer = await send('push', push('a/b'), 'one')
    assert.equal(answer.status, 202)
    assert.deepEqual(await answer.json(), { outcome: 'waiting', why: '6113728 was pushed.' })
    for (const [event, body] of [
      ['ping', '{"zen": "größer"}'],
      ['star', '{}'],
      ['push', push('x').replaceAll('acme/crm', 'acme/other')],
    ] as const) {
      const told = await send(event, body)
      assert.deepEqual([told.status, (await told.json()).outcome], [202, 'nothing'])
    }
  })
  it('answers 401 to what is not, whatever session comes with it, and 422 to what is no JSON', async () => {
    const browser = web.browser()
    const person = { email: 'ada@example.org', password: 'correct horse battery' }
    await lab.control.members.add(admin, { ...person, name: 'Ada', role: 'admin' })
    await browser.signIn(person.email, person.password)
    const body = push('main')
    const forged = signedHeaders('push', body, { secret: 'another' })
    for (const answer of [
      await browser.fetch('/api/hooks/github', { method: 'POST', body, headers: forged }),
      await fetch(at(), { method: 'POST', body }),
    ]) {
      assert.equal(answer.status, 401)
      const { error } = await answer.json()
      assert.equal(error.code, 'unauthenticated')
    }
    assert.equal((await send('push', 'payload=%7B%7D')).status, 422)
    assert.equal((await fetch(at())).status, 405)
  })
  it('takes a body of 25 MB whole, byte for byte, and refuses a larger one', async () => {
    const filler = Buffer.from(`{"zen": "${'ü'.repeat(12_000_000)}"}`)
    assert.equal((await send('ping', filler)).status, 202)
    const larger = Buffer.alloc(26 * 1024 * 1024 + 1, 32)
    const refused = await send('ping', larger).then(
      ({ status }) => status,
      () => 'cut',
    )
    assert.ok(refused === 413 || refused === 'cut', String(refused))
    assert.equal((await rows()).at(-1)?.why, 'The body is larger than 25 MiB.')
  })
  it('starts nothing of a body that breaks off', async () => {
    const body = push('cut')
    const { hostname, port } = new URL(web.address)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const headers = Object.entries(signedHeaders('push', body, { name: 'cut' })).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(
      `POST /api/hooks/github HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: ${body.length}\r\n${headers.join('')}\r\n${body.slice(0, 50)}`,
    )
    await pause(200)
    socket.destroy()
    await until(
      async () => (await rows()).at(-1)?.why === 'The body broke off before its end.',
      10_000,
      () => web.output(),
    )
    assert.equal(
      (await rows()).some(({ name }) => name === 'cut'),
      false,
    )
    assert.equal((await send('push', body, 'cut')).status, 202, 'it comes whole when it is delivered again')
  })
  it('takes a hundred of the same at once for one', async () => {
    const body = push('same')
    const told = await Promise.all(Array.from({ length: 100 }, async () => (await (await send('push', body, 'same')).json()).outcome))
    assert.deepEqual(
      [told.filter((outcome) => outcome === 'waiting').length, told.filter((outcome) => outcome === 'known').length],
      [1, 99],
    )
  })
  it('takes five hundred within five seconds, each once', async () => {
    const tookMs = await storm(web.address, push)
    assert.equal(tookMs.length, 500)
    const { rows: found } = await lab.sql.query(
      `select count(*)::int as count from "Delivery" where ref like 'storm/%' and outcome = 'waiting'`,
    )
    assert.equal(found[0].count, 500)
  })
})

describe('CI for jobs', () => {
  it('is begun and followed by the token that GitHub gives a workflow, and by no other', async () => {
    const authorization = `Bearer ${await issuer.token()}`
    const begun = await fetch(`${web.address}/api/ci/runs`, { method: 'POST', headers: { authorization } })
    assert.equal(begun.status, 202)
    const { run } = await begun.json()
    assert.deepEqual([run.title, run.status, begun.headers.get('location')], ['CI of crm main', 'queued', `/api/ci/runs/${run.id}`])
    const followed = await fetch(`${web.address}/api/ci/runs/${run.id}?from=1`, { headers: { authorization } })
    const { run: seen, lines, next } = await followed.json()
    assert.deepEqual([seen.id, lines, next], [run.id, [], 1])
    const strangers = [await issuer.token({ audience: 'https://another.example' }), await issuer.token({ seconds: -600 }), 'dat_nobody', '']
    for (const token of strangers)
      for (const [method, place] of [
        ['POST', ''],
        ['GET', `/${run.id}`],
      ] as const) {
        const { status } = await fetch(`${web.address}/api/ci/runs${place}`, { method, headers: { authorization: `Bearer ${token}` } })
        assert.equal(status, 401, `${method} ${token.slice(0, 10)}`)
      }
    const other = `Bearer ${await issuer.token({ payload: { ...claims, repository: 'mallory/crm' } })}`
    assert.equal((await fetch(`${web.address}/api/ci/runs`, { method: 'POST', headers: { authorization: other } })).status, 403)
    assert.equal((await fetch(`${web.address}/api/ci/runs/${run.id}`, { headers: { authorization: other } })).status, 403)
  })
})
