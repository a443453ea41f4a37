import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Lab, openLab, openServer } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server)
})
after(async () => {
  await lab.close()
  await server.close()
})

const begun = async () =>
  (
    await lab.sql.query<{ surface: string; startedBy: string; key: string }>(
      'select surface, "startedBy", key from "Run" join "IdempotencyKey" on "runId" = id order by key',
    )
  ).rows

test('a playbook begins when it is due, of two workers by one, as the schedule’s own; without a time it begins no more', async () => {
  const everySecond = { LAB_CRONTAB: '* * * * * *' }
  await lab.worker('A', { env: everySecond })
  await lab.worker('B', { env: everySecond })
  await until(async () => (await begun()).length >= 3, 60_000, lab.stories)
  for (const { surface, startedBy } of await begun()) assert.deepEqual([surface, startedBy], ['schedule', 'schedule'])
  const { rows } = await lab.sql.query<{ count: number }>(`select count(*)::int as count from "Run" where surface = 'schedule'`)
  const keys = (await begun()).map(({ key }) => key)
  assert.ok(
    keys.every((key) => /^lab\.free@\d{4}-\d\d-\d\dT[\d:]+\.000Z$/.test(key)),
    keys.join(),
  )
  assert.ok(Number(rows[0]?.count) <= keys.length, 'no second run for the same time')

  await lab.worker('C')
  const left = await lab.sql.query('select from dbos.workflow_schedules')
  assert.equal(left.rowCount, 0)
})

test('a playbook that finds the door shut begins a little later, for the time that it was due', async () => {
  const shut = await openLab(server)
  try {
    const worker = await shut.worker('A', { env: { LAB_CRONTAB: '* * * * * *', LAB_SHUT: '1' } })
    const isBegun = async () => {
      const [, due] = /shut at (\S+)/.exec(worker.output) ?? []
      if (due === undefined) return false
      const { rowCount } = await shut.sql.query('select from "IdempotencyKey" where key = $1', [`lab.free@${due}`])
      return rowCount === 1
    }
    await until(isBegun, 60_000, () => worker.output)
  } finally {
    await shut.close()
  }
})
