import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../lib/core/policy.ts'
import { admin, type Lab, openLab, openServer, viewer } from './lab.ts'
import { refused } from './refused.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
})
after(async () => {
  await lab.close()
  await server.close()
})

interface Modes {
  current: string
  rows: { name: string; current: boolean; refusal: string | null }[]
}
async function modes(actor: Actor): Promise<Modes> {
  const answer: unknown = await lab.control.ask(actor, 'control_room.modes', {})
  return answer as Modes
}
const choose = (actor: Actor, mode: string) => lab.control.change(actor, 'control_room.switch_mode', { mode })

test('a mode is chosen for a session, and what is outside of it is refused there with the way to it', async () => {
  const person = { email: 'ada@example.org', password: 'correct horse battery' }
  await lab.control.members.add(admin, { ...person, name: 'ada', role: 'developer' })
  const { token } = await lab.control.members.signIn({ ...person, address: 'here' })
  const session = async () => {
    const actor = await lab.control.members.session(token)
    assert.ok(actor)
    return actor
  }
  assert.equal((await modes(await session())).current, 'ops_surgeon')
  await choose(await session(), 'ci_guard')
  const shown = await modes(await session())
  assert.deepEqual([shown.current, shown.rows.map(({ refusal }) => refusal)], ['ci_guard', [null, null, null]])
  const words = /^Not in CI guard. Switch to Ops surgeon \(needs role Operator\).$/
  await assert.rejects(lab.control.submit(await session(), 'lab.free', {}), refused('refused', words))
  await choose(await session(), 'ops_surgeon')
  assert.equal((await session()).mode, undefined)
})

test('who has no session has no mode to choose, and a role chooses no more than it may', async () => {
  const local: Actor = { id: 'cli:root', name: 'root', role: 'admin', surface: 'cli' }
  await assert.rejects(choose(local, 'ci_guard'), refused('invalid', /no session/))
  const words = 'Mode Manifest steward needs role Developer.'
  await assert.rejects(choose(viewer, 'manifest_steward'), refused('refused', new RegExp(words)))
  assert.equal((await modes(viewer)).rows.find(({ name }) => name === 'manifest_steward')?.refusal, words)
})
