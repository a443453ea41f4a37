import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunRow } from '../lib/core/store.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { plantRun } from './planted-run.ts'

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

/** A run that has ended, and repeats another one. */
async function ended(code: 'tests_failed' | 'unavailable' | null, previous: string | null = null): Promise<string> {
  const id = await plantRun(lab.sql)
  const status = code === null ? 'succeeded' : 'failed'
  const cause = code && { code, message: 'It went wrong.', hint: '', step: 'test' }
  await lab.sql.query(
    `update "Run" set status = $2, "previousId" = $3, view = view || jsonb_build_object('status', $2::text, 'cause', $4::jsonb) where id = $1`,
    [id, status, previous, JSON.stringify(cause)],
  )
  return id
}
async function listed(input: object): Promise<RunRow[]> {
  const { rows } = await lab.control.ask(operator, 'control_room.runs', input)
  return rowsOf(rows)
}
/** The verb answers with RunRow as they are. */
const rowsOf = (rows: unknown) => rows as RunRow[]

test('of runs that repeat each other a folded list shows the newest, with how many it repeats, whatever else is asked', async () => {
  const first = await ended('tests_failed')
  const second = await ended('unavailable', first)
  const third = await ended('tests_failed', second)
  const alone = await ended('tests_failed')
  const rows = await listed({ newest: true })
  assert.deepEqual(
    rows.map(({ id, repeats }) => [id, repeats]),
    [
      [alone, null],
      [third, { count: 2, isFlaky: false }],
    ],
  )
  assert.deepEqual(
    (await listed({})).map(({ id }) => id),
    [alone, third, second, first],
  )
  const made = await ended(null, third)
  assert.deepEqual(
    (await listed({ newest: true, status: ['failed'] })).map(({ id }) => id),
    [alone],
    'what was made good is not among the failed ones',
  )
  assert.deepEqual((await lab.run(made)).repeats, { count: 3, isFlaky: true })
})

test('what repeats a run of a branch is found by that branch', async () => {
  const first = await ended('tests_failed')
  await lab.sql.query(`update "Run" set input = '{"branch": "19.0-fix"}' where id = $1`, [first])
  const second = await ended('tests_failed', first)
  const third = await ended(null, second)
  const found = async (input: object) => (await listed({ branch: '19.0-f*', ...input })).map(({ id }) => id)
  assert.deepEqual(await found({}), [third, second, first])
  assert.deepEqual(await found({ newest: true }), [third])
  assert.deepEqual(await listed({ branch: '18.0*' }), [])
})

test('of two runs that repeat the same one the newer stands for both', async () => {
  const first = await ended(null)
  await ended(null, first)
  const newest = await ended(null, first)
  const rows = await listed({ newest: true })
  assert.deepEqual([rows[0]?.id, rows[0]?.repeats, rows.some(({ id }) => id === first)], [newest, { count: 1, isFlaky: false }, false])
  assert.equal(rows.filter(({ previous }) => previous === first).length, 1)
})

test('a machine that broke does not make a commit flaky, tests that failed once do', async () => {
  const broken = await ended('unavailable')
  assert.equal((await lab.run(await ended(null, broken))).repeats?.isFlaky, false)
  const red = await ended('tests_failed')
  assert.equal((await lab.run(await ended(null, red))).repeats?.isFlaky, true)
})
