import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OpsError } from '../lib/core/error.ts'
import type { Agreement } from '../lib/core/ladder.ts'
import type { Actor } from '../lib/core/policy.ts'
import { admin, type Lab, openLab, openServer, operator } from './lab.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room', secrets: ['hunter2hunter2'] })
  await lab.worker('A')
})
after(async () => {
  await lab.close()
  await server.close()
})

const atPage: Actor = { ...operator, surface: 'web', session: 's' }
const refused = (code: OpsError['code'], words: RegExp) => (error: unknown) =>
  error instanceof OpsError && error.code === code && words.test(`${error.message} ${error.hint}`)
const planOf = (key: string) => lab.control.preview(operator, 'lab.restores', { key, a: 'make' })
async function restore(key: string, actor: Actor, agreement: Agreement = {}) {
  const { digest: planDigest } = await planOf(key)
  return lab.control.submit(actor, 'lab.restores', { key, a: 'make' }, { planDigest, ...agreement })
}
const runs = async () => Number((await lab.sql.query('select count(*) from "Run"')).rows[0].count)
const lastAudit = async () => (await lab.sql.query('select action, target, details from "AuditRecord" order by seq desc limit 1')).rows[0]

test('a person at a page types the word of the plan; without it nothing begins', async () => {
  const { word, needsReason } = await planOf('trial')
  assert.deepEqual([word, needsReason], ['trial', false])
  const before = await runs()
  const notConfirmed = refused('conflict', /Replace the trial database: this has not been confirmed\. Type trial, the word of its plan\./)
  for (const typed of [undefined, '', 'Trial', 'live'])
    for (const actor of [atPage, { ...atPage, surface: 'http' } as const])
      await assert.rejects(restore('trial', actor, { word: typed }), notConfirmed)
  await assert.rejects(restore('trial', atPage, { word: 'trial', planDigest: undefined }), refused('conflict', /not been confirmed/))
  await assert.rejects(
    restore('trial', atPage, { word: 'trial', planDigest: 'old' }),
    refused('conflict', /plan changed while you read it/),
  )
  assert.equal(await runs(), before)
  const run = await restore('trial', atPage, { word: 'trial' })
  assert.deepEqual([run.reason, await lab.finished(run.id)], [null, 'succeeded'])
})

test('what destroys on production needs a reason, on every surface; the run and the audit keep it', async () => {
  const before = await runs()
  const needed = refused('invalid', /on production needs a reason of at least 10 characters/)
  await assert.rejects(restore('live', operator), needed)
  await assert.rejects(restore('live', { ...operator, surface: 'mcp' }, { reason: 'because' }), needed)
  await assert.rejects(restore('live', atPage, { word: 'live', reason: ' short    ' }), needed)
  assert.equal(await runs(), before)
  const reason = 'The upgrade broke the invoices'
  const run = await restore('live', atPage, { word: 'live', reason: ` ${reason} ` })
  assert.equal((await lab.control.run(operator, run.id)).reason, reason)
  const { action, target, details } = await lastAudit()
  assert.deepEqual([action, target, details.reason], ['run.submit', run.id, reason])
})

test('a reason with a secret in it is refused, and nothing of it is kept', async () => {
  const before = await runs()
  const input = { key: 'trial', a: 'make' }
  const reason = 'the password is hunter2hunter2'
  await assert.rejects(lab.control.submit(operator, 'lab.locked', input, { reason }), refused('invalid', /contains a secret/))
  await assert.rejects(
    lab.control.change(admin, 'control_room.create_token', { name: 'x', days: 1 }, { reason }),
    refused('invalid', /contains a secret/),
  )
  assert.equal(await runs(), before)
  const { rows } = await lab.sql.query('select details::text from "AuditRecord"')
  assert.ok(!JSON.stringify(rows).includes('hunter2'))
})

test('a change that destroys climbs the same ladder, and any change may say why', async () => {
  const person = { name: 'Ida', email: 'ida@example.org', role: 'viewer' }
  await lab.control.change(admin, 'control_room.add_member', person, { reason: 'new in the team' })
  assert.equal((await lastAudit()).details.reason, 'new in the team')
  const input = { email: person.email }
  const remove = (agreement: Agreement, actor: Actor = admin) => lab.control.change(actor, 'control_room.remove_member', input, agreement)
  const { digest: planDigest, word } = await lab.control.preview(admin, 'control_room.remove_member', input)
  assert.equal(word, 'remove member')
  for (const agreement of [{}, { planDigest }, { word }, { planDigest, word: 'ida' }, { planDigest: 'old', word }] as Agreement[])
    await assert.rejects(remove(agreement), refused('conflict', /confirm/))
  assert.equal((await lab.sql.query('select count(*)::int as n from "User"')).rows[0].n, 1)
  assert.deepEqual(await remove({ planDigest }, { ...admin, surface: 'cli' }), { removed: person.email })
  assert.deepEqual((await lastAudit()).details, { before: { name: 'Ida', role: 'viewer' } })
})
