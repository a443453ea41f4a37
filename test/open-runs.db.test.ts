import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OpenRuns } from '../lib/core/store.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { plantRun } from './planted-run.ts'
import { until } from './until.ts'

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

/** Somebody who looks on, from what they knew; `told` is all that came. */
async function look(known = 0) {
  const stop = new AbortController()
  const told: OpenRuns[] = []
  const events = await lab.control.followOpen(operator, known, stop.signal)
  const ended = (async () => {
    for await (const lists of events) told.push(...lists)
  })()
  const leave = async () => {
    stop.abort()
    await ended
  }
  const sees = (ids: string[]) =>
    until(
      () => JSON.stringify(told.at(-1)?.rows.map(({ id }) => id)) === JSON.stringify(ids),
      8_000,
      () => `not ${ids.join()}: ${JSON.stringify(told)}`,
    )
  return { told, leave, sees }
}

const end = (id: string) => lab.sql.query(`update "Run" set status = 'succeeded' where id = $1`, [id])

test('who looks on is told all open runs, each change, and the end of each, without being told the same twice', async () => {
  const one = await look()
  const other = await look()
  await one.sees([])
  const first = await plantRun(lab.sql)
  await one.sees([first])
  const second = await plantRun(lab.sql)
  await one.sees([second, first])
  await lab.sql.query(`select pg_notify('run', $1)`, [second])
  await end(first)
  await one.sees([second])
  await other.sees([second])
  await end(second)
  await one.sees([])
  assert.deepEqual(
    one.told.map(({ rows }) => rows.length),
    [0, 1, 2, 1, 0],
  )
  await one.leave()
  await other.leave()
})

test('who comes back with what they knew is told nothing until there is something new', async () => {
  const first = await plantRun(lab.sql)
  const before = await look()
  await before.sees([first])
  await before.leave()
  const known = before.told.at(-1)?.seq ?? 0
  const same = await look(known)
  const fresh = await look()
  await fresh.sees([first])
  assert.deepEqual(same.told, [])
  await end(first)
  await same.sees([])
  assert.equal(same.told.length, 1)
  const late = await look(known)
  await late.sees([])
  for (const { leave } of [same, fresh, late]) await leave()
})

test('more than fifty are told as the newest fifty and that there are more', async () => {
  const ids = await Promise.all(Array.from({ length: 51 }, () => plantRun(lab.sql)))
  const one = await look()
  await until(
    () => one.told.length > 0,
    8_000,
    () => 'nothing was told',
  )
  assert.deepEqual([one.told[0]?.rows.length, one.told[0]?.hasMore], [50, true])
  await one.leave()
  await lab.sql.query(`update "Run" set status = 'succeeded' where id = any($1)`, [ids])
})

test('how many failed is told by skill, and no more of one that was made good', async () => {
  const failed = async (address: string, title: string) => {
    const id = await plantRun(lab.sql)
    await lab.sql.query(`update "Run" set status = 'failed', address = $2, title = $3 where id = $1`, [id, address, title])
    return id
  }
  await failed('github_ci_runner.run', 'CI of one')
  await failed('backup_manager.backup', 'Backup of one')
  const mended = await failed('github_ci_runner.run', 'CI of two')
  const again = await plantRun(lab.sql)
  await lab.sql.query(`update "Run" set status = 'succeeded', title = 'CI of two', "previousId" = $2 where id = $1`, [again, mended])
  // Another process, which has counted nothing yet.
  const other = lab.open('room')
  const stop = new AbortController()
  const events = await other.followOpen(operator, 0, stop.signal)
  const { value } = await events.next()
  await events.return(undefined)
  stop.abort()
  await other.close()
  assert.deepEqual([value?.at(-1)?.failing, value?.at(-1)?.failingOf], [2, { github_ci_runner: 1, backup_manager: 1 }])
})
