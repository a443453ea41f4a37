import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../lib/core/policy.ts'
import type { JsonObject } from '../lib/core/run.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { refused } from './refused.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let ben: Actor
let eve: Actor
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  await lab.worker('A')
  const member = async (name: string, role: Actor['role']): Promise<Actor> => {
    const id = await lab.control.members.add(admin, { name, email: `${name}@example.org`, password: 'correct horse battery', role })
    return { id, name, role, surface: 'http' }
  }
  ben = await member('ben', 'operator')
  eve = await member('eve', 'admin')
})
after(async () => {
  await lab.close()
  await server.close()
})

const there = async (table: string) => Number((await lab.sql.query(`select count(*) from "${table}"`)).rows[0].count)
const forget = () => lab.sql.query(`update "IdempotencyKey" set at = now() - interval '25 hours'`)
const change = (actor: Actor, verb: string, input: object, idempotencyKey: string): Promise<JsonObject> =>
  lab.control.change(actor, `control_room.${verb}`, input, { idempotencyKey })

test('the same request again is the same run, also when both come at once; another of its name is refused', async () => {
  const { secret } = await lab.control.change(ben, 'control_room.create_token', { name: 'ci', days: 1 })
  const holder = await lab.control.bearer(String(secret), 'http')
  assert.ok(holder)
  const begin = (actor: Actor, key: string, input: object) => lab.control.submit(actor, 'lab.free', input, { idempotencyKey: key })
  const both = await Promise.all([begin(holder, 'k', { a: 'make' }), begin(holder, 'k', { a: 'make' })])
  assert.equal(both[0].id, both[1].id)
  assert.notEqual((await begin(ben, 'k', { a: 'make' })).id, both[0].id, 'a name is the token’s own')
  await assert.rejects(begin(holder, 'k', { a: 'log=1' }), refused('invalid', /^Idempotency-Key k was used for another request\.$/))
  for (const key of ['', 'two words', 'é', 'x'.repeat(201)]) await assert.rejects(begin(holder, key, {}), refused('invalid', /1 to 200/))
  await forget()
  assert.notEqual((await begin(holder, 'k', { a: 'make' })).id, both[0].id, 'it is forgotten after a day')
})

test('the same change again is done once, and answers as before, also when both come at once', async () => {
  await lab.control.members.add(admin, { name: 'ada', email: 'ada@example.org', password: 'correct horse battery', role: 'developer' })
  const promote = (role: string, key = 'promote') => change(eve, 'change_role', { email: 'ada@example.org', role }, key)
  const before = await there('AuditRecord')
  const [one, other] = await Promise.all([promote('operator'), promote('operator')])
  assert.deepEqual(one, other)
  assert.equal(await there('AuditRecord'), before + 1)
  await promote('viewer', 'demote')
  assert.deepEqual(await promote('operator'), one, 'it is answered, and not done again')
  const { rows } = await lab.sql.query(`select role from "User" where email = 'ada@example.org'`)
  assert.deepEqual(rows, [{ role: 'viewer' }])
  await assert.rejects(promote('admin'), refused('invalid', /^Idempotency-Key promote was used for another request\.$/))
  await forget()
  await promote('operator')
  assert.deepEqual((await lab.sql.query(`select role from "User" where email = 'ada@example.org'`)).rows, [{ role: 'operator' }])
})

test('what is shown once is not kept: the same request again is told so, and does nothing', async () => {
  const input = { email: 'new@example.org', name: 'New', role: 'viewer' }
  const { password } = await change(eve, 'add_member', input, 'add')
  const members = await there('User')
  await assert.rejects(
    change(eve, 'add_member', input, 'add'),
    refused('conflict', /^This was done already, .* its answer is shown only once\.$/),
  )
  assert.equal(await there('User'), members)
  const kept = (await lab.sql.query('select k::text as row from "IdempotencyKey" k')).rows
  assert.ok(kept.length > 0 && kept.every(({ row }) => !row.includes(String(password))))
})

test('a change that was refused keeps no name: the same request may succeed later', async () => {
  const input = { email: 'later@example.org', role: 'operator' }
  await assert.rejects(change(eve, 'change_role', input, 'later'), refused('not_found', /later@example\.org/))
  await change(eve, 'add_member', { email: 'later@example.org', name: 'Later', role: 'viewer' }, 'first')
  await change(eve, 'change_role', input, 'later')
})
