import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js'
import { OpsError } from '../lib/core/error.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { agentsOf, countRuns, someone } from './mcp-agent.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'room' })
  await lab.worker('A')
})
after(async () => {
  await close()
  await lab.close()
  await server.close()
})
const { open, close } = agentsOf(() => lab)
const runsThere = () => countRuns(lab)
type Heard = { progress: number; message?: string | undefined }

test('what destroys is asked of the person at the agent’s screen, who types a word', async () => {
  const questions: string[] = []
  const saying = (answer: ElicitResult) => (message: string) => {
    questions.push(message)
    return answer
  }
  const agreed = await open({ answer: saying({ action: 'accept', content: { confirm: 'destroys' } }) })
  assert.equal((await agreed.use('lab__destroys', { key: 'old', a: 'make' })).data.status, 'succeeded')
  assert.match(questions[0] ?? '', /^Destroy old\?\n1\. First\n2\. Second/)
  const before = await runsThere()
  for (const answer of [{ action: 'decline' }, { action: 'cancel' }, { action: 'accept', content: { confirm: 'no' } }] as const) {
    const { use } = await open({ answer: saying(answer) })
    const refused = await use('lab__destroys', { key: 'old', a: 'make' })
    assert.equal(refused.isError, true)
    assert.match(refused.said, /did not agree\. Nothing was changed\./)
  }
  assert.equal(await runsThere(), before)
  const strict = await agreed.use('lab__destroys', { key: 'old', note: 'approval' })
  assert.equal(strict.data.status, 'waiting', 'where somebody else has to agree, nobody at the screen is asked')
  await lab.control.cancel(operator, String(strict.data.run))
})

test('a call that waits for a person says so, and a client that hears it goes on waiting', async () => {
  const answer = async (): Promise<ElicitResult> => {
    await pause(1200)
    return { action: 'accept', content: { confirm: 'destroys' } }
  }
  const { use } = await open({ answer, beatMs: 100 })
  const heard: Heard[] = []
  const options = {
    timeout: 600,
    resetTimeoutOnProgress: true,
    onprogress: (one: Heard) => heard.push(one),
  }
  const done = await use('lab__destroys', { key: 'old', a: 'make' }, options)
  assert.equal(done.data.status, 'succeeded', done.said)
  assert.equal(heard[0]?.message, 'Destroy old: a person is asked')
  assert.ok(heard.every(({ progress }, place) => place === 0 || progress > (heard[place - 1]?.progress ?? 0)))
})

test('a token that ends while a person is asked gets nothing done, whatever that person says', async () => {
  const before = await runsThere()
  let isOver = false
  const actor = () => {
    if (!isOver) return someone
    throw new OpsError('unauthenticated', 'This token has run out or was revoked.', 'Make another.')
  }
  const agreeing = (afterMs: number) => async (): Promise<ElicitResult> => {
    isOver = true
    await pause(afterMs, undefined, { ref: false })
    return { action: 'accept', content: { confirm: 'destroys' } }
  }
  for (const afterMs of [0, 60_000]) {
    isOver = false
    const { use } = await open({ actor, answer: agreeing(afterMs) })
    const begun = Date.now()
    const refused = await use('lab__destroys', { key: 'old', a: 'make' })
    assert.deepEqual([refused.isError, refused.said], [true, 'This token has run out or was revoked. Make another.'])
    assert.ok(Date.now() - begun < 5000)
  }
  assert.equal(await runsThere(), before)
})
