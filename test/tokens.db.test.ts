import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../lib/core/policy.ts'
import type { AuditRow } from '../lib/core/proof.ts'
import type { TokenRow } from '../lib/core/room.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { refused } from './refused.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
/** A second process: it shares nothing with the first but the database. */
let elsewhere: Lab['control']
const local: Actor = { id: 'cli:root', name: 'root', role: 'admin', surface: 'cli' }
const people = new Map<string, Actor>()
const person = (name: string): Actor => {
  const actor = people.get(name)
  assert.ok(actor)
  return actor
}
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  elsewhere = lab.open('room')
  await lab.worker('A')
  await assert.rejects(make(local, {}), refused('invalid', /whose token/))
  for (const [name, role] of [
    ['ada', 'developer'],
    ['ben', 'operator'],
    ['eve', 'admin'],
  ] as const) {
    const email = `${name}@example.org`
    const id = await lab.control.members.add(admin, { name, email, password: 'correct horse battery', role })
    people.set(name, { id, name, role, surface: 'web' })
    if (name === 'ada') assert.equal((await make(local, { name: 'of the only member' })).token.owner.email, email)
  }
})
after(async () => {
  await elsewhere.close()
  await lab.close()
  await server.close()
})

interface Made {
  secret: string
  token: TokenRow
}
async function change<Answer>(actor: Actor, verb: string, input: object): Promise<Answer> {
  const answer: unknown = await lab.control.change(actor, `control_room.${verb}`, input)
  return answer as Answer
}
async function ask<Answer>(actor: Actor, verb: string, input: object): Promise<Answer> {
  const answer: unknown = await lab.control.ask(actor, `control_room.${verb}`, input)
  return answer as Answer
}
let count = 0
const make = (actor: Actor, input: object) => {
  count += 1
  return change<Made>(actor, 'create_token', { name: `t${count}`, days: 1, ...input })
}
const bearer = async (secret: string, control = lab.control) => {
  const actor = await control.bearer(secret, 'http')
  assert.ok(actor)
  return actor
}

test('a token is a secret of which only the digest is kept, and its holder is its owner by another name', async () => {
  const { secret, token } = await make(person('ada'), { name: 'ci-laptop', verbs: ['lab.*'], environments: ['staging'] })
  assert.match(secret, /^dat_[A-Za-z0-9]{40}$/)
  const actor = await bearer(secret)
  assert.deepEqual(actor, {
    id: person('ada').id,
    name: 'ci-laptop (token of ada)',
    role: 'developer',
    surface: 'http',
    token: { id: token.id, name: 'ci-laptop', verbs: ['lab.*'], environments: ['staging'] },
  })
  const everything = await lab.sql.query('select t::text as row from "Token" t union all select a::text from "AuditRecord" a')
  assert.ok(everything.rows.every(({ row }) => !row.includes(secret.slice(4))))
  const { rows } = await ask<{ rows: TokenRow[] }>(person('ada'), 'tokens', {})
  assert.ok(rows.find(({ id }) => id === token.id)?.lastUsedAt)
})

test('a secret that is nobody’s signs nobody in', async () => {
  for (const secret of ['', 'dat_', `dat_${'a'.repeat(40)}`, 'Bearer', '\0']) assert.equal(await lab.control.bearer(secret, 'http'), null)
})

test('a token never does more than its owner may by now, whatever it was made for', async () => {
  const { secret } = await make(person('ben'), { role: 'operator' })
  assert.equal((await bearer(secret)).role, 'operator')
  await lab.sql.query(`update "User" set role = 'viewer' where email = 'ben@example.org'`)
  assert.equal((await bearer(secret)).role, 'viewer')
  await lab.sql.query(`update "User" set role = 'operator' where email = 'ben@example.org'`)
  assert.equal((await bearer((await make(person('ben'), { role: 'viewer' })).secret)).role, 'viewer')
  await assert.rejects(make(person('ben'), { role: 'admin' }), refused('refused', /more than its owner, who is operator/))
})

test('what a token is revoked with says which one it is and what used it today, on every surface', async () => {
  const { token } = await make(person('ada'), { name: 'to revoke' })
  const sentence = async (wanted: string) =>
    (await lab.control.preview(person('ada'), 'control_room.revoke_token', { token: wanted })).sentence
  assert.equal(await sentence('to revoke'), 'Revoke token to revoke. No job used it today.')
  assert.equal(await sentence(token.id), `Revoke token ${token.id}. It is called to revoke. No job used it today.`)
  assert.equal(await sentence('no such'), 'Revoke token no such.')
})

test('a revoked token and one that has run out end at once, in every process', async () => {
  const one = await make(person('ada'), { name: 'short' })
  await bearer(one.secret, elsewhere)
  await change(person('ada'), 'revoke_token', { token: 'short' })
  assert.equal(await elsewhere.bearer(one.secret, 'mcp'), null)
  await assert.rejects(change(person('ada'), 'revoke_token', { token: one.token.id }), refused('conflict', /revoked already/))
  const other = await make(person('ada'), {})
  await lab.sql.query(`update "Token" set "expiresAt" = now() where id = $1`, [other.token.id])
  assert.equal(await elsewhere.bearer(other.secret, 'http'), null)
  const { rows } = await ask<{ rows: TokenRow[] }>(person('ada'), 'tokens', {})
  assert.deepEqual(
    [one, other].map(({ token }) => rows.find(({ id }) => id === token.id)?.state),
    ['revoked', 'expired'],
  )
})

test('everybody sees and ends their own tokens, an admin everybody’s', async () => {
  const adas = await make(person('ada'), { name: 'same' })
  const bens = await make(person('ben'), { name: 'same' })
  const { rows, own } = await ask<{ rows: TokenRow[]; own: boolean }>(person('ben'), 'tokens', {})
  assert.ok(own && rows.every(({ owner }) => owner.name === 'ben'))
  assert.equal((await ask<{ own: boolean }>(person('eve'), 'tokens', {})).own, false)
  await assert.rejects(change(person('ben'), 'revoke_token', { token: adas.token.id }), refused('not_found', /No token/))
  await assert.rejects(change(person('eve'), 'revoke_token', { token: 'same' }), refused('invalid', /Several members/))
  await change(person('eve'), 'revoke_token', { token: adas.token.id })
  assert.equal(await lab.control.bearer(adas.secret, 'http'), null)
  await bearer(bens.secret)
})

test('a name is of one token that works, and there is an end to their number', async () => {
  await make(person('ben'), { name: 'twice' })
  await assert.rejects(make(person('ben'), { name: 'twice' }), refused('conflict', /called twice already/))
  await change(person('ben'), 'revoke_token', { token: 'twice' })
  await make(person('ben'), { name: 'twice' })
  const eve = person('eve')
  await lab.sql.query(
    `insert into "Token" (id, digest, name, "userId", role, verbs, environments, "expiresAt")
     select 'many' || n, 'many' || n, 'many' || n, $1, 'viewer', '{*}', '{*}', now() + interval '1 day' from generate_series(1, 100) n`,
    [eve.id],
  )
  await assert.rejects(make(eve, {}), refused('conflict', /100 tokens/))
  await lab.sql.query(`delete from "Token" where id like 'many%'`)
})

test('on the server it is said whose a token is; anywhere else it is always one’s own', async () => {
  assert.equal((await make(local, { owner: 'BEN@example.org' })).token.owner.name, 'ben')
  await assert.rejects(make(local, {}), refused('invalid', /whose token/))
  await assert.rejects(make(local, { owner: 'nobody@example.org' }), refused('invalid', /no member nobody@example.org/))
  await assert.rejects(make(person('eve'), { owner: 'ada@example.org' }), refused('refused', /its maker’s/))
  const holder = await bearer((await make(person('eve'), {})).secret)
  await assert.rejects(make(holder, {}), refused('refused', /may not use control_room.create_token: that takes a person/))
  await assert.rejects(
    lab.control.members.add(holder, { name: 'x', email: 'x@y', password: 'x'.repeat(12), role: 'admin' }),
    refused('refused', /members/),
  )
})

test('a change is one record of the audit with what was before and after; a refusal is one too', async () => {
  const { token } = await make(person('ada'), { name: 'audited' })
  await change(person('ada'), 'revoke_token', { token: 'audited' })
  await assert.rejects(change(person('ada'), 'create_token', { name: 'x', days: 1, verbs: ['no verb'] }), refused('invalid', /verbs/))
  await assert.rejects(
    change(person('ada'), 'create_token', { name: 'x', days: 1, owner: `ghp_${'a'.repeat(30)}` }),
    refused('invalid', /contains a GitHub token/),
  )
  const { rows } = await ask<{ rows: AuditRow[] }>(person('ada'), 'audit', { limit: 3 })
  assert.deepEqual(
    rows.map(({ action, target, outcome }) => [action, target, outcome]),
    [
      ['control_room.create_token', 'control_room.create_token', 'refused'],
      ['control_room.revoke_token', 'token audited', 'done'],
      ['control_room.create_token', 'token audited', 'done'],
    ],
  )
  assert.deepEqual(rows[1]?.details.after, { state: 'revoked', id: token.id })
})

test('what a token’s holder may do is refused in the same words wherever it is asked', async () => {
  const holder = await bearer((await make(person('ben'), { name: 'narrow', verbs: ['lab.free'] })).secret)
  const words = /^Token narrow may not use lab.locked.$/
  await assert.rejects(lab.control.submit(holder, 'lab.locked', { a: 'make' }), refused('refused', words))
  await assert.rejects(lab.control.preview(holder, 'lab.locked', { a: 'make' }), refused('refused', words))
  const other = await lab.submit({ a: 'make' })
  await assert.rejects(lab.control.run(holder, other), refused('refused', words))
  await assert.rejects(lab.control.cancel(holder, other), refused('refused', words))
  const { id } = await lab.control.submit(holder, 'lab.free', { a: 'make' })
  assert.equal(await lab.finished(id), 'succeeded')
  assert.equal((await lab.control.run(holder, id)).startedByName, 'narrow (token of ben)')
  const { rows } = await ask<{ rows: TokenRow[] }>(person('ben'), 'tokens', {})
  assert.equal(rows.find(({ name }) => name === 'narrow')?.runsToday, 1)
})

test('what a program wants to destroy waits for a person, who may be its owner; no program approves', async () => {
  const holder = await bearer((await make(person('ben'), {})).secret)
  const destroy = async (input: object) => {
    const { digest } = await lab.control.preview(holder, 'lab.destroys', input)
    return (await lab.control.submit(holder, 'lab.destroys', input, { planDigest: digest })).id
  }
  const id = await destroy({ key: 'old', a: 'make' })
  assert.equal((await lab.run(id)).status, 'waiting')
  await assert.rejects(lab.control.approve(holder, id), refused('refused', /that takes a person/))
  await lab.control.approve({ ...person('ben'), surface: 'cli' }, id)
  assert.equal(await lab.finished(id), 'succeeded')
  const strict = await destroy({ key: 'old', note: 'approval' })
  await assert.rejects(lab.control.approve(person('ben'), strict), refused('refused', /Nobody approves a run of their own/))
  await lab.control.cancel(person('ben'), strict)
})

test('a token keeps the mode that it was made for, within what its owner’s role may choose', async () => {
  const { secret } = await make(person('ada'), { mode: 'ci_guard' })
  const words = /^Not in CI guard. Switch to Ops surgeon \(needs role Operator\).$/
  await assert.rejects(lab.control.submit(await bearer(secret), 'lab.free', {}), refused('refused', words))
  await lab.sql.query(`update "User" set role = 'viewer' where email = 'ada@example.org'`)
  await assert.rejects(make(person('ada'), { mode: 'manifest_steward' }), refused('refused', /needs role Developer/))
})

test('a token is no run and no question, and its plan says how long it works', async () => {
  await assert.rejects(ask(person('eve'), 'create_token', {}), refused('invalid', /no question/))
  for (const [days, words] of [
    [1, '1 day'],
    [30, '30 days'],
  ] as const) {
    const plan = await lab.control.preview(person('eve'), 'control_room.create_token', { name: 'x', days })
    assert.deepEqual([plan.sentence, plan.steps], [`Create token x. It works for ${words}.`, []])
  }
})
