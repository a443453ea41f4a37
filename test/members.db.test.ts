import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OpsError } from '../lib/core/error.ts'
import type { MemberRow, SessionRow } from '../lib/core/member.ts'
import type { Actor, Role } from '../lib/core/policy.ts'
import { admin, developer, type Lab, openLab, openServer, operator, viewer } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
})
after(async () => {
  await lab.close()
  await server.close()
})

type Members = { rows: MemberRow[]; next: string | null }
type Sessions = { rows: (SessionRow & { isThis: boolean })[] }
/** The answer of a verb, whose own schema has checked it. */
async function ask<Answer>(verb: string, input: object, actor: Actor): Promise<Answer> {
  const answer: unknown = await lab.control.ask(actor, `control_room.${verb}`, input)
  return answer as Answer
}
async function change<Answer>(verb: string, input: object, actor: Actor = admin): Promise<Answer> {
  const { digest, word } = await lab.control.preview(actor, `control_room.${verb}`, input)
  const answer: unknown = await lab.control.change(actor, `control_room.${verb}`, input, { planDigest: digest, word: word ?? undefined })
  return answer as Answer
}
const refused = (code: OpsError['code'], words: RegExp) => (error: unknown) =>
  error instanceof OpsError && error.code === code && words.test(`${error.message} ${error.hint}`)
const signIn = async (email: string, password: string) => {
  const { token } = await lab.control.members.signIn({ email, password, address: '127.0.0.1' })
  const actor = await lab.control.members.session(token)
  assert.ok(actor)
  return { token, actor }
}
const add = (name: string, role: Role = 'viewer') =>
  change<{ email: string; password: string }>('add_member', { name, email: `${name}@Example.org`, role })
const lastAudit = async () =>
  (await lab.sql.query('select actor, action, target, outcome, details from "AuditRecord" order by seq desc limit 1')).rows[0]

test('a member gets a password once, signs in with it, and the audit has who added whom but not the password', async () => {
  const { email, password } = await add('ann', 'developer')
  assert.equal(email, 'ann@example.org')
  assert.match(password, /^[\w-]{20}$/)
  assert.deepEqual(await lastAudit(), {
    actor: admin.id,
    action: 'control_room.add_member',
    target: email,
    outcome: 'done',
    details: { after: { name: 'ann', role: 'developer' } },
  })
  assert.equal((await signIn(email, password)).actor.role, 'developer')
  await assert.rejects(add('ann'), refused('conflict', /ann@example\.org is a member already/))
})

test('members are listed by pages and found by name or address; whether they are signed in shows', async () => {
  for (const name of ['bea', 'cid']) await add(name)
  const first = await ask<Members>('members', { limit: 2 }, viewer)
  assert.deepEqual(
    first.rows.map(({ email, lastSeenAt }) => [email, lastSeenAt !== null]),
    [
      ['ann@example.org', true],
      ['bea@example.org', false],
    ],
  )
  assert.ok(first.next)
  const second = await ask<Members>('members', { limit: 2, cursor: first.next }, viewer)
  assert.deepEqual([second.rows.map(({ name }) => name), second.next], [['cid'], null])
  assert.deepEqual(
    (await ask<Members>('members', { text: 'BEA' }, viewer)).rows.map(({ name }) => name),
    ['bea'],
  )
})

test('a role changes from the next request on, with before and after in the audit', async () => {
  const { email, password } = await add('dan')
  const { token } = await signIn(email, password)
  const answer = await change<{ email: string; role: string }>('change_role', { email, role: 'operator' })
  assert.deepEqual([answer.email, answer.role], [email, 'operator'])
  assert.equal((await lab.control.members.session(token))?.role, 'operator')
  assert.deepEqual((await lastAudit()).details, { before: { role: 'viewer' }, after: { role: 'operator' } })
})

test('the last admin stays one, also when two take the role from each other at once', async () => {
  await add('eve', 'admin')
  const last = refused('conflict', /eve is the last Admin; name another first/)
  await assert.rejects(change('change_role', { email: 'eve@example.org', role: 'operator' }), last)
  await assert.rejects(change('remove_member', { email: 'eve@example.org' }), last)
  await add('fay', 'admin')
  // Both have begun before one of them can write.
  const held = await lab.sql.connect()
  await held.query(`begin; select from "User" where role = 'admin' for update`)
  const taking = Promise.allSettled(['eve', 'fay'].map((name) => change('change_role', { email: `${name}@example.org`, role: 'viewer' })))
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await until(
    async () => (await lab.sql.query(waiting)).rows.length === 2,
    10_000,
    () => 'they do not wait for each other',
  )
  await held.query('commit')
  held.release()
  const both = await taking
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const { rows } = await ask<Members>('members', {}, admin)
  assert.equal(rows.filter(({ role }) => role === 'admin').length, 1)
})

test('a removed member is signed out at once, as the sentence that was agreed to says', async () => {
  const { email, password } = await add('gus')
  const { token } = await signIn(email, password)
  const { sentence, steps } = await lab.control.preview(admin, 'control_room.remove_member', { email })
  assert.deepEqual([sentence, steps], [`Remove ${email}. Their sessions and tokens end at once; what they did stays in the audit.`, []])
  assert.deepEqual(await change('remove_member', { email }), { removed: email })
  assert.equal(await lab.control.members.session(token), null)
  await assert.rejects(
    change('change_role', { email, role: 'viewer' }),
    refused('not_found', /Nobody here has the address gus@example\.org/),
  )
})

test('a new password makes the old one and every session void', async () => {
  const { email, password } = await add('hal')
  const { token } = await signIn(email, password)
  const renewed = await change<{ password: string }>('renew_password', { email })
  assert.equal(await lab.control.members.session(token), null)
  await assert.rejects(signIn(email, password), refused('unauthenticated', /did not work/))
  assert.equal((await signIn(email, renewed.password)).actor.name, 'hal')
})

test('a session is ended by the one whose it is, and by nobody else', async () => {
  const { email, password } = await add('ida')
  const [one, two, three] = [await signIn(email, password), await signIn(email, password), await signIn(email, password)]
  const { rows } = await ask<Sessions>('sessions', {}, one.actor)
  assert.deepEqual(
    rows.map(({ isThis }) => isThis),
    [false, false, true],
  )
  const newest = rows[0]?.id ?? ''
  await assert.rejects(change('end_session', { session: newest }, operator), refused('not_found', /You have no session/))
  assert.deepEqual(await change('end_session', { session: newest }, one.actor), { ended: newest })
  assert.equal(await lab.control.members.session(three.token), null)
  assert.deepEqual(await change('end_other_sessions', {}, one.actor), { ended: 1 })
  assert.equal(await lab.control.members.session(two.token), null)
  assert.equal((await lab.control.members.session(one.token))?.name, 'ida')
  assert.deepEqual(await lastAudit(), {
    actor: one.actor.id,
    action: 'control_room.end_other_sessions',
    target: 'all others',
    outcome: 'done',
    details: { after: { ended: 1 } },
  })
  assert.deepEqual((await ask<Sessions>('sessions', {}, viewer)).rows, [])
})

test('who may not is refused before what they ask is parsed, and the refusal is a row of the audit', async () => {
  for (const verb of ['add_member', 'change_role', 'remove_member', 'renew_password'])
    for (const actor of [viewer, developer, operator]) {
      const address = `control_room.${verb}`
      for (const ask of [lab.control.preview, lab.control.change]) {
        await assert.rejects(ask(actor, address, { role: 'emperor' }), refused('refused', /needs role Admin/))
        const row = await lastAudit()
        assert.deepEqual(
          [row.actor, row.action, row.target, row.outcome],
          [actor.id, ask === lab.control.change ? address : 'run.submit', address, 'refused'],
        )
      }
    }
  await assert.rejects(change('change_role', { email: 'x', role: 'emperor' }), refused('invalid', /email: is not an e-mail address/))
})

test('what reads, what runs and what changes records are told apart', async () => {
  await assert.rejects(
    lab.control.submit(admin, 'control_room.add_member', { email: 'a@b.c', name: 'A', role: 'viewer' }),
    refused('invalid', /makes no run/),
  )
  await assert.rejects(
    lab.control.change(admin, 'github_ci_runner.run', { repo: 'x' }),
    refused('invalid', /does not change the control room/),
  )
  await assert.rejects(lab.control.change(admin, 'control_room.members', {}), refused('invalid', /does not change the control room/))
  await assert.rejects(lab.control.ask(admin, 'control_room.add_member', {}), refused('invalid', /changes something/))
})
