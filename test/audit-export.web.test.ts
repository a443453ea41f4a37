import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { type Browser, openWeb } from './web.ts'

const password = 'correct horse battery'
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  web = await openWeb(lab.url, lab.dataDir)
  for (const role of ['admin', 'viewer'] as const)
    await lab.control.members.add(admin, { name: role, email: `${role}@example.org`, password, role })
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
})

async function signedIn(role: string): Promise<Browser> {
  const browser = web.browser()
  assert.equal((await browser.signIn(`${role}@example.org`, password)).status, 200)
  return browser
}

interface Line {
  seq: number
  actorName: string
  action: string
}
const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('an admin takes the whole audit away, page after page, newest first; others their own rows', async () => {
  const [one, other] = [await signedIn('admin'), await signedIn('viewer')]
  // Each refusal is a row of the audit: more than one page of them.
  for (let turn = 0; turn < 205; turn += 1) assert.equal((await other.json('/api/skills/control_room/verify', {})).status, 403)
  const all = linesOf(await (await one.fetch('/api/audit/export?format=ndjson')).text())
  const { rows } = await lab.sql.query<{ seq: number }>('select seq from "AuditRecord" order by seq desc')
  assert.ok(rows.length > 200)
  assert.deepEqual(
    all.map(({ seq }) => seq),
    rows.map(({ seq }) => seq),
  )
  const own = linesOf(await (await other.fetch('/api/audit/export')).text())
  assert.ok(own.length > 200 && own.every(({ actorName }) => actorName === 'viewer'))
})

test('what a filter finds is exported as CSV, and a filter that does not fit is refused before anything is sent', async () => {
  const browser = await signedIn('admin')
  const answer = await browser.fetch('/api/audit/export?format=csv&what=session.open&who=&outcome=done')
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="audit-[\d-]+\.csv"$/)
  const [head, ...lines] = (await answer.text()).trim().split('\r\n')
  assert.equal(head, 'seq,at,actor,actorName,surface,action,target,outcome,details,hash')
  assert.ok(lines.length > 0 && lines.every((line) => line.includes(',session.open,')))
  const refused = await browser.fetch('/api/audit/export?format=csv&outcome=perhaps')
  assert.equal(refused.status, 422)
  assert.match((await refused.json()).error.message, /outcome/)
  assert.equal((await web.browser().fetch('/api/audit/export')).status, 401)
})
