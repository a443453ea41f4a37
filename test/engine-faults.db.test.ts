import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openProcess } from '../lib/tools/process.ts'
import { type Lab, openLab, openServer } from './lab.ts'
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
const doneCount = async (id: string) => (await lab.events(id)).filter((event) => event.kind === 'done').length
const keys = async (id: string) => (await lab.events(id)).map((event) => event.key)

test('kill -9 in the middle of a step: the worker comes back, finishes, and repeats only that step', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make', b: 'deaf=1500 make', c: 'make' })
  await lab.told(id, 'do b')
  await lab.stop(first, 'SIGKILL')
  await lab.worker('A')
  assert.equal(await lab.finished(id), 'succeeded')
  assert.deepEqual(lab.story(id), ['do a', 'do b', 'do b', 'do c'])
  const { view } = await lab.run(id)
  assert.deepEqual([view.attempt, view.steps.a?.attempts, view.steps.b?.attempts, view.steps.c?.attempts], [2, 1, 2, 1])
  assert.equal(await doneCount(id), 3)
})

test('what an attempt that died had reported is void: no test is reported twice', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'test=one', b: 'test=two deaf=1500 test=three' })
  await lab.reached(id, 'b:tests')
  await lab.stop(first, 'SIGKILL')
  await lab.worker('A')
  assert.equal(await lab.finished(id), 'succeeded')
  const { rows } = await lab.sql.query(`select 1 from "RunEvent" where "runId" = $1 and kind = 'tests'`, [id])
  assert.equal(rows.length, 4, 'all that was reported is kept as events')
  assert.equal((await lab.run(id)).view.tests.passed, 3)
})

for (const [name, env] of [
  ['that checks its lease', {}],
  ['that cannot check its lease', { LEASE_MS: '600000' }],
] as const) {
  test(`a paused worker ${name} wakes after the take-over, writes nothing and undoes nothing`, async () => {
    const zombie = await lab.worker('Z', { env })
    const id = await lab.submit({ a: 'make undo', b: 'deaf=1500 log=5', c: 'make' })
    await lab.reached(id, 'b:attempt')
    zombie.process.kill('SIGSTOP')
    await lab.sql.query(`update "Worker" set "leaseUntil" = now() - interval '1 s' where id = 'Z'`)
    await lab.worker('B')
    assert.equal(await lab.finished(id), 'succeeded')
    const before = await keys(id)
    const told = lab.story(id)
    zombie.process.kill('SIGCONT')
    if ('LEASE_MS' in env) {
      // It goes on until the engine or the journal tells it that the run is not its own any more: then its slot is free again.
      const next = await lab.submit({ key: 'other', a: 'make' })
      assert.equal(await lab.finished(next), 'succeeded')
      await until(
        async () => lab.story(id).length >= told.length,
        5000,
        () => 'no story',
      )
      await lab.stop(zombie)
    } else {
      assert.equal(await zombie.ended, 0)
    }
    assert.deepEqual(await keys(id), before)
    assert.equal(lab.story(id).filter((line) => line.startsWith('undo')).length, 0)
    assert.deepEqual([lab.made(id, 'a'), lab.made(id, 'c')], [true, true])
    assert.equal((await lab.run(id)).status, 'succeeded')
  })
}

test('a worker paused inside a transaction does not hold up its successor', async () => {
  await lab.sql.query(`create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return new; end $$;
    create trigger hang before insert on "RunEvent" for each row when (new.key = 'b:started') execute function hang()`)
  const zombie = await lab.worker('Z')
  const id = await lab.submit({ a: 'make', b: 'make' })
  const inTransaction = async (state: string) =>
    (await lab.sql.query(`select 1 from pg_stat_activity where datname = current_database() and ${state}`)).rows.length > 0
  await until(
    () => inTransaction("wait_event = 'PgSleep'"),
    10_000,
    () => 'the trigger was never reached',
  )
  zombie.process.kill('SIGSTOP')
  await until(
    () => inTransaction("state = 'idle in transaction'"),
    10_000,
    () => 'the paused worker holds no transaction',
  )
  await lab.worker('B')
  assert.equal(await lab.finished(id, 25_000), 'succeeded')
  await lab.stop(zombie, 'SIGKILL')
})

test('a worker paused during its launch holds nobody up', async () => {
  await lab.stop(await lab.worker('first'))
  const holder = await lab.sql.connect()
  await holder.query('begin; lock table dbos.dbos_migrations in access exclusive mode')
  const paused = await lab.worker('Z', { ready: false })
  const holds = async () => (await lab.sql.query(`select 1 from pg_locks where locktype = 'advisory' and granted`)).rows.length > 0
  await until(holds, 10_000, () => `it never took the launch lock: ${paused.output}`)
  paused.process.kill('SIGSTOP')
  await holder.query('rollback')
  holder.release()
  const started = Date.now()
  await lab.worker('B')
  assert.ok(Date.now() - started < 15_000)
  const id = await lab.submit({ a: 'make' })
  assert.equal(await lab.finished(id), 'succeeded')
  await lab.stop(paused, 'SIGKILL')
})

test('two workers that launch at once on a fresh database both come up', async () => {
  const both = await Promise.all([lab.worker('A'), lab.worker('B')])
  assert.deepEqual(
    both.map((one) => one.process.exitCode),
    [null, null],
  )
})

test('two workers that take over at once: each run is carried on once', async () => {
  const dead = await lab.worker('Z')
  const ids = await Promise.all([1, 2, 3, 4].map((number) => lab.submit({ key: `k${number}`, a: 'make', b: 'deaf=700 make', c: 'make' })))
  await Promise.all(ids.map((id) => lab.told(id, 'do b')))
  await lab.stop(dead, 'SIGKILL')
  await Promise.all([lab.worker('B'), lab.worker('C')])
  for (const id of ids) {
    assert.equal(await lab.finished(id), 'succeeded')
    assert.deepEqual(lab.story(id), ['do a', 'do b', 'do b', 'do c'])
    assert.equal((await lab.run(id)).view.attempt, 2)
  }
})

test('asked to stop in the middle of a step, a worker hands the run over instead of undoing it, and leaves no process', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'sleep=1.5', c: 'make' })
  await lab.reached(id, 'b:attempt')
  await until(
    async () => (await sleepers(id)) === 1,
    5000,
    () => 'the process never started',
  )
  assert.equal(await lab.stop(first, 'SIGTERM'), 0)
  assert.equal(await sleepers(id), 0)
  await lab.worker('B')
  assert.equal(await lab.finished(id), 'succeeded')
  assert.deepEqual(lab.story(id), ['do a', 'do b', 'do b', 'do c'])
})

test('a worker that loses its lease in the middle of a step leaves, and another finishes the run', async () => {
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make undo', b: 'sleep=2', c: 'make' })
  await lab.reached(id, 'b:attempt')
  await lab.sql.query(`update "Worker" set "leaseUntil" = now() - interval '1 s' where id = 'A'`)
  assert.equal(await first.ended, 0)
  assert.match(first.output, /its lease has run out/)
  await lab.worker('B')
  assert.equal(await lab.finished(id), 'succeeded')
  assert.equal(
    lab.story(id).some((line) => line.startsWith('undo')),
    false,
  )
})

test('a crash between a checkpoint and its event leaves no hole and no double', async () => {
  await lab.sql.query(`create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
    create trigger hang before insert on "RunEvent" for each row when (new.key = 'a:done') execute function hang()`)
  const first = await lab.worker('A')
  const id = await lab.submit({ a: 'make', b: 'make' })
  const checkpointed = async () =>
    (await lab.sql.query(`select 1 from dbos.operation_outputs where workflow_uuid = $1 and function_name = 'a'`, [id])).rows.length === 1
  await lab.reached(id, 'a:attempt')
  await until(checkpointed, 10_000, () => 'the checkpoint was never written')
  await lab.stop(first, 'SIGKILL')
  await lab.sql.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
  )
  await lab.sql.query('drop trigger hang on "RunEvent"; drop function hang')
  assert.equal((await keys(id)).includes('a:done'), false)
  await lab.worker('A')
  assert.equal(await lab.finished(id), 'succeeded')
  assert.deepEqual(lab.story(id), ['do a', 'do b'])
  const events = await lab.events(id)
  assert.deepEqual(
    events.map((event) => event.seq),
    events.map((_, index) => index + 1),
  )
  assert.equal(events.filter((event) => event.key === 'a:done').length, 1)
})

test('kill -9 of PostgreSQL in the middle of a step: the run goes on when it is back, and tells the truth', async () => {
  await lab.supervise('A')
  const id = await lab.submit({ a: 'make', b: 'deaf=250 log=5 '.repeat(12), c: 'make' })
  await lab.reached(id, 'b:attempt')
  const { rows } = await lab.sql.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`)
  process.kill(Number(rows[0]?.file.split('\n')[0]), 'SIGKILL')
  await until(
    () => !server.isAlive(),
    5000,
    () => 'PostgreSQL is still there',
  )
  await server.restart()
  assert.equal(await lab.finished(id, 40_000), 'succeeded')
  const told = lab.story(id)
  assert.equal(told.filter((line) => line === 'do a').length, 1)
  assert.equal(told.filter((line) => line === 'do c').length, 1)
})

async function sleepers(id: string): Promise<number> {
  return (await openProcess().labels()).filter((label) => label === id).length
}
