import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../lib/core/policy.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { refused } from './refused.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  await lab.worker('A')
})
after(async () => {
  await lab.close()
  await server.close()
})

test('a token reads and cancels no run of an environment that it may not touch, on any way', async () => {
  const id = await lab.control.members.add(admin, {
    name: 'ben',
    email: 'ben@example.org',
    password: 'correct horse battery',
    role: 'operator',
  })
  const ben: Actor = { id, name: 'ben', role: 'operator', surface: 'web' }
  const { secret } = await lab.control.change(ben, 'control_room.create_token', { name: 'trial', days: 1, environments: ['trial'] })
  const holder = await lab.control.bearer(String(secret), 'http')
  assert.ok(holder)
  const ask = (verb: string, input: object) => lab.control.ask(holder, `control_room.${verb}`, input)
  const restore = async (key: string) => {
    const { digest, word } = await lab.control.preview(ben, 'lab.restores', { key, a: 'make' })
    const agreement = { planDigest: digest, word: word ?? '', reason: 'a test of scopes' }
    return (await lab.control.submit(ben, 'lab.restores', { key, a: 'make' }, agreement)).id
  }
  const [live, trial] = [await restore('live'), await restore('trial')]
  for (const id of [live, trial]) assert.equal(await lab.finished(id), 'succeeded')
  const words = refused('refused', /^Token trial may not touch environment live\.$/)
  const reads = ['run', 'tests', 'calls', 'log', 'log_outline'].map((verb) => (id: string) => ask(verb, { id }))
  const others = [
    (id: string) => ask('log_search', { id, text: 'x' }),
    (id: string) => ask('evidence', { run: id }),
    (id: string) => lab.control.run(holder, id),
    (id: string) => lab.control.follow(holder, id, 0, AbortSignal.abort()),
    (id: string) => lab.control.place(holder, id),
    (id: string) => lab.control.evidenceArchive(holder, id),
  ]
  for (const read of [...reads, ...others]) {
    await assert.rejects(read(live), words)
    await read(trial)
  }
  for (const verb of ['runs', 'counts']) {
    const answer = JSON.stringify(await ask(verb, { address: 'lab.restores' }))
    assert.ok(verb === 'counts' ? /"passed":1[,}]/.test(answer) : answer.includes(trial) && !answer.includes(live), answer)
  }
  await assert.rejects(lab.control.followOpen(holder, 0, AbortSignal.abort()), refused('refused', /sees the runs of some environments/))
  await assert.rejects(lab.control.cancel(holder, live), words)
  await assert.rejects(lab.control.approve(holder, live), words)
  await assert.rejects(lab.control.cancel(holder, trial), refused('conflict', /has ended already/))
})
