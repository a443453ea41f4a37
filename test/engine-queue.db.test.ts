import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { OpsError } from '../lib/core/error.ts'
import { developer, type Lab, openLab, openServer, operator, viewer } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
})
after(() => server.close())
beforeEach(async (context) => {
  lab = await openLab(server)
  const { close } = lab
  if ('after' in context) context.after(close)
})
const refusal = (code: OpsError['code']) => (error: unknown) => error instanceof OpsError && error.code === code

test('two runs of one lock go in turn, with position and holder shown; a third of another lock goes beside them', async () => {
  await lab.worker('A')
  await lab.worker('B')
  const one = await lab.submit({ key: 'x', a: 'make', b: 'wait=1500' })
  await lab.reached(one, 'b:attempt')
  const two = await lab.submit({ key: 'x', a: 'make' })
  const three = await lab.submit({ key: 'x', a: 'make' })
  const other = await lab.submit({ key: 'y', a: 'make' })
  const place = async (id: string) => (await lab.control.place(operator, id)) ?? { position: 0, holder: null }
  assert.deepEqual([(await place(two)).position, (await place(three)).position], [1, 2])
  assert.equal((await place(three)).holder?.id, one)
  assert.equal((await place(three)).holder?.startedByName, 'op1')
  assert.equal(await lab.finished(other), 'succeeded')
  assert.equal((await lab.run(one)).status, 'running')
  for (const id of [one, two, three]) assert.equal(await lab.finished(id), 'succeeded')
  const views = await Promise.all([one, two, three].map(async (id) => (await lab.run(id)).view))
  const span = views.map((view) => [Date.parse(view.startedAt ?? ''), Date.parse(view.finishedAt ?? '')] as const)
  assert.ok(span[0] && span[1] && span[2] && span[0][1] <= span[1][0] && span[1][1] <= span[2][0], JSON.stringify(span))
})

test('a run and its workflow appear together or not at all', async () => {
  await lab.stop(await lab.worker('A'))
  await lab.sql.query(`alter table dbos.workflow_status add constraint refuse check (name <> 'run') not valid`)
  await assert.rejects(lab.submit({ a: 'make' }))
  await lab.sql.query('alter table dbos.workflow_status drop constraint refuse')
  assert.equal((await lab.sql.query('select 1 from "Run"')).rows.length, 0)
  assert.equal((await lab.sql.query(`select 1 from "AuditRecord" where action = 'run.submit'`)).rows.length, 0)
})

test('before any worker has started there is nothing to submit to, and it is said', async () => {
  await assert.rejects(lab.submit({ a: 'make' }), refusal('unavailable'))
  assert.equal((await lab.control.health()).status, 'fail')
})

test('a cancelled run that is still queued ends at once, without a worker, and never begins', async () => {
  await lab.stop(await lab.worker('A'))
  const id = await lab.submit({ a: 'make' })
  await lab.control.cancel(operator, id)
  const run = await lab.run(id)
  assert.equal(run.status, 'cancelled')
  assert.equal(run.view.cause?.message, 'Cancelled by op1 before it began.')
  await lab.worker('A')
  assert.equal(await lab.finished(id), 'cancelled')
  assert.deepEqual(lab.story(id), [])
  await assert.rejects(lab.control.cancel(operator, id), refusal('conflict'))
})

test('cancelled while it runs: the step is aborted, what was made is undone', async () => {
  await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'sleep=600' })
  await lab.reached(id, 'b:attempt')
  await lab.control.cancel(operator, id)
  assert.equal(await lab.finished(id, 8000), 'cancelled')
  assert.equal(lab.made(id, 'a'), false)
  assert.equal((await lab.run(id)).view.cancelRequestedBy, 'op1')
})

test('cancelled while its worker is dead: the undos run when another takes it over', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'wait=20000' })
  await lab.reached(id, 'b:attempt')
  await lab.stop(first, 'SIGKILL')
  await lab.control.cancel(operator, id)
  assert.equal(lab.made(id, 'a'), true)
  await lab.worker('B')
  assert.equal(await lab.finished(id), 'cancelled')
  assert.equal(lab.made(id, 'a'), false)
})

test('a run that needs approval waits; its author cannot approve it, another operator can, once', async () => {
  await lab.worker('A')
  const input = { a: 'make', note: 'approval' }
  const { digest } = await lab.control.preview(operator, 'lab.destroys', input)
  const { id, status } = await lab.control.submit(operator, 'lab.destroys', input, { planDigest: digest })
  assert.equal(status, 'waiting')
  await assert.rejects(lab.control.approve(operator, id), refusal('refused'))
  await assert.rejects(lab.control.approve({ ...developer, id: 'u9' }, id), refusal('refused'))
  await lab.control.approve({ ...operator, id: 'u8' }, id)
  await assert.rejects(lab.control.approve({ ...operator, id: 'u8' }, id), refusal('conflict'))
  assert.equal(await lab.finished(id), 'succeeded')
  const waiting = await lab.control.submit(operator, 'lab.destroys', input, { planDigest: digest })
  assert.equal((await lab.control.cancel(operator, waiting.id)).status, 'cancelled')
})

test('who approves at a page climbs the ladder that the plan asks for, and says why; who refuses says why too', async () => {
  await lab.worker('A')
  const input = { key: 'old', a: 'make', note: 'approval' }
  const { digest } = await lab.control.preview(operator, 'lab.destroys', input)
  const ask = () => lab.control.submit(operator, 'lab.destroys', input, { planDigest: digest })
  const other = { ...operator, id: 'u8', name: 'op8', surface: 'web' } as const
  const { id } = await ask()
  const asked = await lab.control.asked(other, id)
  assert.deepEqual([asked.plan.sentence, asked.plan.digest, asked.plan.word, asked.refusal], ['Destroy old', digest, 'destroys', null])
  assert.match((await lab.control.asked(operator, id)).refusal ?? '', /^Nobody approves a run of their own\./)
  assert.match((await lab.control.asked(viewer, id)).refusal ?? '', /^Approving a run needs role Operator\./)
  for (const agreement of [{}, { planDigest: digest }, { planDigest: 'other', word: 'destroys' }])
    await assert.rejects(lab.control.approve(other, id, agreement), refusal('conflict'))
  await lab.control.approve(other, id, { planDigest: digest, word: 'destroys', reason: 'as agreed' })
  assert.equal(await lab.finished(id), 'succeeded')
  const second = await ask()
  const { view } = await lab.control.cancel(other, second.id, ' not tonight ')
  assert.deepEqual([view.status, view.cause?.message], ['cancelled', 'Refused by op8 before it began, because “not tonight”.'])
  await assert.rejects(lab.control.cancel(other, second.id, 'x'.repeat(501)), refusal('invalid'))
  const { rows } = await lab.sql.query(
    `select action, details->>'reason' as reason from "AuditRecord" where action in ('run.approve', 'run.cancel') and outcome = 'done' order by seq`,
  )
  assert.deepEqual(rows, [
    { action: 'run.approve', reason: 'as agreed' },
    { action: 'run.cancel', reason: 'not tonight' },
  ])
})

test('before somebody joins a line it is said who holds the lock, and where they would stand', async () => {
  await lab.worker('A')
  const ahead = async (key: string) => (await lab.control.preview(operator, 'lab.locked', { key, a: 'make' })).ahead
  assert.equal(await ahead('x'), null)
  const one = await lab.submit({ key: 'x', a: 'make', b: 'wait=3000' })
  await lab.reached(one, 'b:attempt')
  await lab.submit({ key: 'x', a: 'make' })
  const found = await ahead('x')
  assert.deepEqual([found?.position, found?.holder?.id, found?.holder?.startedByName], [2, one, 'op1'])
  assert.ok(found?.holder?.startedAt)
  assert.equal(await ahead('y'), null)
})

test('what destroys is refused without the digest of its plan, and with that of another', async () => {
  await lab.worker('A')
  await assert.rejects(lab.control.submit(operator, 'lab.destroys', { a: 'make' }), refusal('conflict'))
  const { digest } = await lab.control.preview(operator, 'lab.destroys', { a: 'fail' })
  await assert.rejects(lab.control.submit(operator, 'lab.destroys', { a: 'make' }, { planDigest: digest }), refusal('conflict'))
})

test('who may do what is decided in one place, and each refusal is a row of the audit', async () => {
  await lab.worker('A')
  await assert.rejects(lab.submit({ a: 'make' }, 'lab.locked', viewer), refusal('refused'))
  await assert.rejects(lab.submit({ a: 'make' }, 'lab.destroys', developer), refusal('refused'))
  const id = await lab.submit({ b: 'wait=20000' })
  await assert.rejects(lab.control.cancel(developer, id), refusal('refused'))
  await lab.control.cancel(operator, id)
  const { rows } = await lab.sql.query<{ actorName: string; action: string; outcome: string }>(
    'select "actorName", action, outcome from "AuditRecord" order by seq',
  )
  assert.deepEqual(
    rows.map((row) => `${row.actorName} ${row.action} ${row.outcome}`),
    ['view3 run.submit refused', 'dev2 run.submit refused', 'op1 run.submit done', 'dev2 run.cancel refused', 'op1 run.cancel done'],
  )
})

test('a run that repeats another is linked with it, both ways', async () => {
  await lab.worker('A')
  const first = await lab.submit({ a: 'make' })
  await lab.finished(first)
  const input = { a: 'make', child: first }
  const { digest } = await lab.control.preview(operator, 'lab.destroys', input)
  const second = await lab.control.submit(operator, 'lab.destroys', input, { planDigest: digest })
  assert.equal(second.previous, first)
  assert.equal((await lab.run(first)).next, second.id)
  await assert.rejects(lab.control.submit(operator, 'lab.destroys', { ...input, child: 'ffffffff' }, { planDigest: digest }), OpsError)
})

test('a replay that finds its steps in another order ends interrupted and undoes nothing', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'make undo deaf=5000' })
  await lab.reached(id, 'b:attempt')
  await lab.stop(first, 'SIGKILL')
  await lab.worker('A', { env: { LAB_VARIANT: 'reordered' } })
  assert.equal(await lab.finished(id), 'interrupted')
  assert.equal(
    lab.story(id).some((line) => line.startsWith('undo')),
    false,
  )
  assert.equal(lab.made(id, 'a'), true)
  assert.deepEqual((await lab.run(id)).view.left, ['a', 'b'])
})

test('a new release with runs in flight: what has begun ends interrupted and lists what was not undone, what waits is carried out', async () => {
  const old = await lab.worker('A')
  const begun = await lab.submit({ key: 'x', a: 'make undo', b: 'wait=60000' })
  await lab.reached(begun, 'b:attempt')
  const waiting = await lab.submit({ key: 'x', a: 'make' })
  await lab.stop(old, 'SIGKILL')
  await lab.worker('A', { env: { LAB_VARIANT: 'later' } })
  assert.equal(await lab.finished(begun), 'interrupted')
  assert.deepEqual((await lab.run(begun)).view.left, ['a', 'b'].slice(0, 1))
  assert.equal(lab.made(begun, 'a'), true)
  assert.equal(await lab.finished(waiting), 'succeeded')
})

test('an old worker beside a new release finishes what it has begun, and takes nothing new', async () => {
  await lab.worker('old')
  const begun = await lab.submit({ key: 'x', a: 'make', b: 'wait=4000' })
  await lab.reached(begun, 'b:attempt')
  const fresh = await lab.worker('new', { env: { LAB_VARIANT: 'later' } })
  const next = await lab.submit({ key: 'y', a: 'make' })
  assert.equal(await lab.finished(next), 'succeeded')
  const { worker } = (await lab.events(next)).find((event) => event.kind === 'recovered')?.data ?? {}
  assert.match(String(worker), /^new-/)
  assert.equal(await lab.finished(begun), 'succeeded')
  assert.deepEqual(lab.story(begun), ['do a', 'do b'])
  assert.equal(fresh.process.exitCode, null)
})

test('a run that the engine has given up does not stay green or running for ever: it ends interrupted', async () => {
  const worker = await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'wait=60000' })
  await lab.reached(id, 'b:attempt')
  await lab.stop(worker, 'SIGKILL')
  await lab.sql.query(`update dbos.workflow_status set status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED' where workflow_uuid = $1`, [id])
  await lab.worker('B')
  assert.equal(await lab.finished(id), 'interrupted')
  assert.match((await lab.run(id)).view.cause?.message ?? '', /max recovery attempts exceeded/)
})

test('health is what is observed: a worker whose lease has run out is not counted', async () => {
  const worker = await lab.worker('A')
  assert.equal((await lab.control.health()).status, 'pass')
  await lab.stop(worker, 'SIGKILL')
  await until(
    async () => (await lab.control.health()).workers === 0,
    10_000,
    () => 'the dead worker is still counted',
  )
  assert.equal((await lab.control.health()).status, 'warn')
})
