import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Lab, type LabWorker, openLab, openServer } from './lab.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let worker: LabWorker
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  worker = await lab.worker('A')
})
after(async () => {
  await lab.close()
  await server.close()
})
const kinds = async (id: string) => (await lab.events(id)).map((event) => `${event.kind}${event.step ? `:${event.step}` : ''}`)

test('a run passes through its steps, and a follower sees each event once, in order, to the last', async () => {
  const id = await lab.submit({ a: 'make log=3', b: 'wait=200', c: 'make' })
  const seen: number[] = []
  const lines: string[] = []
  const operator = { id: 'u1', name: 'op1', role: 'operator', surface: 'cli' } as const
  for await (const event of await lab.control.follow(operator, id, 0, AbortSignal.timeout(20_000))) {
    seen.push(event.seq)
    lines.push(...(event.rows ?? []).map((line) => `${line.number} ${line.step} ${line.text}`))
  }
  assert.equal(await lab.finished(id), 'succeeded')
  assert.deepEqual(
    seen,
    seen.map((_, index) => index + 1),
  )
  assert.equal(seen.length, (await lab.run(id)).lastSeq)
  assert.deepEqual(lines, ['1 a line 1 of a', '2 a line 2 of a', '3 a line 3 of a'])
  assert.deepEqual(lab.story(id), ['do a', 'do b', 'do c'])
  assert.deepEqual((await lab.run(id)).view.output, { said: 'a b c', note: '' })
})

test('following from a number in the middle begins right after it', async () => {
  const id = await lab.submit({ a: 'make' })
  await lab.finished(id)
  const operator = { id: 'u1', name: 'op1', role: 'operator', surface: 'cli' } as const
  const seen: number[] = []
  for await (const event of await lab.control.follow(operator, id, 4, AbortSignal.timeout(20_000))) seen.push(event.seq)
  assert.equal(seen[0], 5)
  assert.equal(seen.at(-1), (await lab.run(id)).lastSeq)
})

test('a failing step undoes what was made, in reverse order, and the run is rolled back with its cause', async () => {
  const id = await lab.submit({ a: 'make undo', b: 'make undo', c: 'fail' })
  assert.equal(await lab.finished(id), 'rolled_back')
  assert.deepEqual(lab.story(id), ['do a', 'do b', 'do c', 'undo b', 'undo a'])
  const { view } = await lab.run(id)
  assert.equal(view.cause?.message, 'Step c failed, as asked.')
  assert.equal(view.cause?.step, 'c')
  assert.equal(view.steps.a?.state, 'undone')
  assert.deepEqual([lab.made(id, 'a'), lab.made(id, 'b')], [false, false])
})

test('a step that failed half-way is undone too: what it had made is gone', async () => {
  const id = await lab.submit({ a: 'make undo fail' })
  assert.equal(await lab.finished(id), 'rolled_back')
  assert.equal(lab.made(id, 'a'), false)
  assert.deepEqual(lab.story(id), ['do a', 'undo a'])
})

test('a failing undo does not stop the others, and is listed: a person is needed', async () => {
  const id = await lab.submit({ a: 'make undo', b: 'make badundo', c: 'fail' })
  assert.equal(await lab.finished(id), 'failed')
  assert.deepEqual(lab.story(id), ['do a', 'do b', 'do c', 'undo b', 'undo a'])
  const { view } = await lab.run(id)
  assert.deepEqual(view.left, ['b'])
  assert.equal(view.steps.b?.state, 'undo_failed')
  assert.equal(lab.made(id, 'a'), false)
  assert.equal(lab.made(id, 'b'), true)
})

test('an error of the verb itself between two steps starts undoing', async () => {
  const id = await lab.submit({ a: 'make undo', note: 'between' })
  assert.equal(await lab.finished(id), 'rolled_back')
  assert.equal(lab.made(id, 'a'), false)
  assert.equal((await lab.run(id)).view.cause?.message, 'The verb itself failed between its steps.')
})

test('closing work runs after success, after failure and after cancel, and its failure is listed', async () => {
  const good = await lab.submit({ a: 'make', closing: 'make' })
  assert.equal(await lab.finished(good), 'succeeded')
  const bad = await lab.submit({ a: 'make undo', b: 'fail', closing: 'make' })
  assert.equal(await lab.finished(bad), 'rolled_back')
  const stopped = await lab.submit({ a: 'make undo', b: 'wait=20000', closing: 'make' })
  await lab.reached(stopped, 'b:attempt')
  await lab.control.cancel({ id: 'u1', name: 'op1', role: 'operator', surface: 'cli' }, stopped)
  assert.equal(await lab.finished(stopped), 'cancelled')
  for (const id of [good, bad, stopped]) assert.equal(lab.story(id).at(-1), 'closing')
  assert.deepEqual(lab.story(stopped), ['do a', 'do b', 'undo a', 'closing'])
  const broken = await lab.submit({ a: 'make', closing: 'fail' })
  assert.equal(await lab.finished(broken), 'failed')
  assert.deepEqual((await lab.run(broken)).view.left, ['closing'])
})

test('a step that takes longer than its deadline ends as timed out, and what it started is gone', async () => {
  const id = await lab.submit({ a: 'make undo', c: 'sleep=731' })
  assert.equal(await lab.finished(id), 'rolled_back')
  const { view } = await lab.run(id)
  assert.equal(view.cause?.code, 'timeout')
  assert.match(view.cause?.message ?? '', /“Third” took longer than 2 s/)
  assert.equal(lab.made(id, 'a'), false)
})

test('red facts make a failed run without undoing anything, and blame their step', async () => {
  const id = await lab.submit({ a: 'make undo', note: 'red' })
  assert.equal(await lab.finished(id), 'failed')
  const { view } = await lab.run(id)
  assert.equal(view.steps.a?.state, 'failed')
  assert.equal(view.cause?.code, 'tests_failed')
  assert.deepEqual(view.output, { said: 'a', note: 'red' })
  assert.equal(lab.made(id, 'a'), true)
})

test('a warning leaves a run succeeded and its step done, and is kept as its cause', async () => {
  const id = await lab.submit({ a: 'make undo', note: 'amber' })
  assert.equal(await lab.finished(id), 'succeeded')
  const { view } = await lab.run(id)
  assert.equal(view.steps.a?.state, 'done')
  assert.deepEqual(view.cause, { code: 'warnings', message: '3 warnings.', hint: 'Mend them.', step: 'a' })
  assert.equal(lab.made(id, 'a'), true)
})

test('a run that leaves something behind is failed, whatever it warns of, and the warning does not explain it', async () => {
  const id = await lab.submit({ a: 'make', closing: 'fail', note: 'amber' })
  assert.equal(await lab.finished(id), 'failed')
  const { view } = await lab.run(id)
  assert.deepEqual([view.left, view.cause], [['closing'], null])
})

test('a run of a verb without a lock starts', async () => {
  const id = await lab.submit({ a: 'make' }, 'lab.free')
  assert.equal(await lab.finished(id), 'succeeded')
  assert.equal((await lab.run(id)).lock, `run:${id}`)
})

test('a verb calls another inside its own lock, and does not wait for itself', async () => {
  const id = await lab.submit({ key: 'same', a: 'make', c: 'make', child: 'make return=inner' })
  assert.equal(await lab.finished(id, 10_000), 'succeeded')
  const { view } = await lab.run(id)
  const [child] = view.children
  assert.ok(child)
  assert.match(String(view.output?.said), /inner/)
  const inner = await lab.run(child.runId)
  assert.equal(inner.parentId, id)
  assert.equal(inner.status, 'succeeded')
  assert.equal(inner.lock, 'lab:same')
})

test('a failing child fails its caller, which undoes; a cancel of the caller reaches the child', async () => {
  const failing = await lab.submit({ a: 'make undo', c: 'make', child: 'make undo fail' })
  assert.equal(await lab.finished(failing), 'rolled_back')
  assert.equal(lab.made(failing, 'a'), false)
  const cancelled = await lab.submit({ a: 'make undo', c: 'make', child: 'make wait=20000 undo' })
  await lab.reached(cancelled, 'child:')
  await lab.reached(`${cancelled}-1`, 'a:attempt')
  await lab.control.cancel({ id: 'u1', name: 'op1', role: 'operator', surface: 'cli' }, cancelled)
  assert.equal(await lab.finished(cancelled, 10_000), 'cancelled')
  assert.equal((await lab.run(`${cancelled}-1`)).status, 'cancelled')
  assert.deepEqual([lab.made(cancelled, 'a'), lab.made(`${cancelled}-1`, 'a')], [false, false])
})

test('every call of a tool is witnessed with its arguments, duration and outcome', async () => {
  const id = await lab.submit({ b: 'sleep=0.01' })
  await lab.finished(id)
  const call = (await lab.events(id)).find((event) => event.kind === 'call')
  assert.equal(call?.data.operation, 'process.run')
  assert.match(String(call?.data.arguments), /"argv":\["sleep","0\.01"\]/)
  assert.doesNotMatch(String(call?.data.arguments), /PATH/)
  assert.equal(call?.data.message, 'exit code 0')
  assert.ok((await kinds(id)).includes('call:b'))
})

test('the time from submission to the first step is short', async (t) => {
  const times: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const id = await lab.submit({ a: 'make', key: `fast${round}` })
    await lab.finished(id)
    const events = await lab.events(id)
    const at = (key: string) => events.find((event) => event.key.startsWith(key))?.at.getTime() ?? Number.NaN
    times.push(at('a:started') - at('run:queued'))
  }
  const median = times.sort((x, y) => x - y)[3] ?? Number.NaN
  t.diagnostic(`enqueue to first step: ${times.join(' ')} ms`)
  assert.ok(median < 200, `median ${median} ms`)
  assert.equal(worker.process.exitCode, null)
})
