import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { atLeast, type Role, roleFor, roles } from '../lib/core/policy.ts'
import type { Registry } from '../lib/core/skill.ts'
import { verbs } from '../skills/registry.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { type Browser, openWeb } from './web.ts'

/** Open to everybody, on purpose, each with its reason. Whatever else is written is walked into and has to refuse. */
const open: Record<string, string> = {
  'GET /api/health': 'probes have no session',
  'GET /api/openapi.json': 'says nothing that is not in the program’s own text',
  'GET /api/auth/csrf': 'sign-in itself',
  'POST /api/auth/csrf': 'sign-in itself',
  'PAGE /sign-in': 'sign-in itself',
  'PAGE /welcome': 'asks for the one-time token',
  'PAGE /_not-found': 'says that there is nothing',
  'ACTION createFirstAdmin': 'asks for the one-time token',
}
/** What no session opens: a token does, or a signature. */
const byAnotherGuard = ['/api/mcp', '/api/hooks/github']
const registry: Registry = verbs
const password = 'correct horse battery'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let run = ''
const people = new Map<Role, Browser>()
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  await lab.worker('A')
  run = await lab.submit({ a: 'make log=3' })
  await lab.finished(run)
  // With a secret set, what bears no signature is refused for that.
  const agent = path.join(lab.dataDir, 'agent.yml')
  writeFileSync(agent, readFileSync('config/agent.yml', 'utf8').replace('secretsFrom: []', 'secretsFrom: [WEBHOOK_SECRET]'))
  web = await openWeb(lab.url, lab.dataDir, { AGENT_CONFIG: agent, WEBHOOK_SECRET: 'of nobody here' })
  for (const role of roles) {
    await lab.control.members.add(admin, { name: role, email: `${role}@example.org`, password, role })
    const browser = web.browser()
    assert.equal((await browser.signIn(`${role}@example.org`, password)).status, 200)
    people.set(role, browser)
  }
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
})

interface Way {
  name: string
  go(browser: Browser): Promise<Response>
}

const pathOf = (file: string) =>
  file
    .replace(/^app/, '')
    .replace(/\/(?:page\.tsx|route\.ts)$/, '')
    .replace(/\/\([\w-]+\)/g, '')
    .replace('[...nextauth]', 'csrf')
    .replace('[skill]/[verb]', 'control_room/runs')
    .replace('[name]', 'base')
    .replace('[id]', run) || '/'

/** Every page, and every method of every route, as they stand in the code. */
function waysInCode(): Way[] {
  const pages = globSync('app/**/page.tsx').map((file) => {
    const path = pathOf(file)
    return { name: `PAGE ${path}`, go: (browser: Browser) => browser.fetch(path) }
  })
  const routes = globSync('app/**/route.ts').flatMap((file) => {
    const methods = [
      ...readFileSync(file, 'utf8').matchAll(
        /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)|(?:as) (GET|POST|PUT|PATCH|DELETE)\b/g,
      ),
    ]
    assert.ok(methods.length > 0, `${file} exports no method that this walk can see`)
    return methods.map((match) => {
      const method = match[1] ?? match[2] ?? ''
      const path = pathOf(file)
      const body = method === 'GET' ? {} : { body: '{}' }
      return { name: `${method} ${path}`, go: (browser: Browser) => browser.fetch(path, { method, ...body }) }
    })
  })
  return [...pages, ...routes]
}

/** Every server action of the build, called as React calls it. */
function actions(): Way[] {
  const manifest: { node: Record<string, { workers: Record<string, object>; exportedName: string }> } = JSON.parse(
    readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
  )
  return Object.entries(manifest.node).map(([id, { workers, exportedName }]) => {
    const [worker = ''] = Object.keys(workers)
    const path = pathOf(`${worker}.tsx`)
    const body = new FormData()
    body.set('1_repo', 'example')
    const given: Record<string, unknown[]> = {
      cancelRun: [run],
      approveRun: [run, {}],
      previewApproval: [run],
      createFirstAdmin: ['no-token', '$K1'],
      askVerb: ['control_room.verify', '$K1'],
      changeRoom: ['control_room.remove_member', '$K1'],
      switchMode: ['manifest_steward'],
    }
    body.set('0', JSON.stringify(given[exportedName] ?? ['github_ci_runner.run', '$K1', 'digest']))
    return {
      name: `ACTION ${exportedName}`,
      go: (browser: Browser) => browser.fetch(path, { method: 'POST', headers: { 'next-action': id }, body }),
    }
  })
}

const changes = async () =>
  (
    await lab.sql.query(
      'select (select count(*) from "Run")::int as runs, (select count(*) from "User")::int as users, (select max(seq) from "RunEvent")::int as events',
    )
  ).rows[0]

test('the walk sees what is there', () => {
  const names = [...waysInCode(), ...actions()].map(({ name }) => name)
  for (const name of [
    'PAGE /',
    'PAGE /ci',
    'PAGE /audit',
    'PAGE /layout-check',
    'PAGE /modules',
    'PAGE /modules/base',
    `PAGE /runs/${run}`,
    `GET /api/runs/${run}/events`,
    'GET /api/runs/events',
    `POST /api/runs/${run}/cancel`,
    'ACTION runVerb',
    'ACTION cancelRun',
    'ACTION approveRun',
    'ACTION changeRoom',
    'PAGE /settings/members',
  ]) {
    assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}`)
  }
})

test('without a session every page, route, stream and action is refused, but those that are named open', async () => {
  const before = await changes()
  for (const { name, go } of [...waysInCode(), ...actions()]) {
    const answer = await go(web.browser())
    const text = await answer.text()
    if (name in open) {
      assert.ok(answer.status < 500, `${name}: ${answer.status}`)
      continue
    }
    const isSentAway = /\/sign-in(?:$|[?;])/.test(answer.headers.get('location') ?? '')
    // An action answers, so that what somebody has typed stays where it is.
    const isRefused = name.startsWith('ACTION') ? text.includes('"unauthenticated"') : answer.status === 401
    assert.ok(name.startsWith('PAGE') ? isSentAway : isRefused, `${name}: ${answer.status} ${answer.headers.get('location')}`)
  }
  assert.deepEqual(await changes(), before)
})

test('with a session, nothing answers with an error of the server', async () => {
  for (const [role, browser] of people) {
    for (const { name, go } of waysInCode()) {
      const answer = await go(browser)
      await answer.body?.cancel()
      assert.ok(answer.status < 500, `${role}: ${name}: ${answer.status}`)
    }
  }
})

test('a viewer changes nothing, by whatever way', async () => {
  const viewer = people.get('viewer')
  assert.ok(viewer)
  const before = await changes()
  for (const { name, go } of [...waysInCode(), ...actions()].filter(
    ({ name }) => /^(?:POST|PUT|PATCH|DELETE|ACTION)/.test(name) && !(name in open),
  )) {
    const answer = await go(viewer)
    const text = await answer.text()
    const isRead = name.includes('/control_room/') || name === 'ACTION listVerbs' || name === 'ACTION previewApproval'
    assert.ok(
      isRead
        ? answer.status === 200
        : answer.status === 403 ||
            (byAnotherGuard.some((way) => name.endsWith(way)) && answer.status === 401) ||
            text.includes('"refused"') ||
            text.includes('"not_found"'),
      `${name}: ${answer.status} ${text.slice(0, 200)} ${web.output().slice(-600)}`,
    )
  }
  assert.deepEqual(await changes(), before)
})

for (const [address, verb] of Object.entries(registry)) {
  test(`${address} answers each role as the policy says`, async () => {
    for (const [role, browser] of people) {
      const path = `/api/skills/${address.replace('.', '/')}`
      const asked = await browser.json(verb.effect === 'read' ? path : `${path}?plan=1`, {
        ...verb.example,
        ...('id' in verb.example ? { id: run } : {}),
        ...('run' in verb.example ? { run } : {}),
      })
      const body = await asked.text()
      const allowed = atLeast(role, roleFor(verb))
      // Where nobody says where the addons lie, that is the answer.
      const isOfAddons = 'look' in verb || address.startsWith('oca_ipai_layout_enforcer.')
      const answers = isOfAddons ? [200, 422] : [200]
      assert.ok((allowed ? answers : [403]).includes(asked.status), `${role}: ${asked.status} ${body.slice(0, 300)}`)
    }
  })
}

test('a stream ends when its session is ended', async () => {
  const browser = web.browser()
  await browser.signIn('operator@example.org', password)
  const id = await lab.submit({ b: 'wait=20000' })
  const streams = await Promise.all([`/api/runs/${id}/events`, '/api/runs/events'].map((path) => browser.fetch(path)))
  for (const { headers } of streams) assert.equal(headers.get('content-type'), 'text/event-stream')
  await lab.sql.query('delete from "Session" where id = (select id from "Session" order by "createdAt" desc limit 1)')
  const texts = await Promise.race([
    Promise.all(streams.map((stream) => stream.text())),
    new Promise<string[]>((_, reject) => setTimeout(() => reject(new Error('one is still open after 5 s')), 5000).unref()),
  ])
  for (const text of texts) assert.match(text, /event: refused/)
  assert.equal((await browser.fetch(`/api/runs/${id}`)).status, 401)
})
