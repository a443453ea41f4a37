import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { RunCounts } from '../lib/core/run-summary.ts'
import type { LogLine, RunRow, WitnessedRow } from '../lib/core/store.ts'
import { viewer } from './lab.ts'
import { refused } from './refused.ts'
import { openRoomLab } from './room-lab.ts'

const { lab, green, bad, ask, plant, unplant, close } = await openRoomLab()
after(close)

test('runs are listed newest first, by pages, and by each filter', async () => {
  type Runs = { rows: RunRow[]; next: string | null; observedAt: string }
  const all = await ask<Runs>('runs', {})
  assert.deepEqual(
    all.rows.map(({ id }) => id),
    [bad, green],
  )
  assert.ok(Date.parse(all.observedAt) > 0)
  const first = await ask<Runs>('runs', { limit: 1 })
  assert.deepEqual(
    first.rows.map(({ id }) => id),
    [bad],
  )
  assert.ok(first.next)
  const second = await ask<Runs>('runs', { limit: 1, cursor: first.next })
  assert.deepEqual([second.rows.map(({ id }) => id), second.next], [[green], null])
  for (const cursor of ['nonsense', '0000-01-01T00:00:00Z~x', '+275760-09-12T00:00:00.000Z~x', '2026-02-30T00:00:00.000Z~x'])
    assert.equal((await ask<Runs>('runs', { cursor })).rows.length, 2, cursor)
  assert.equal((await ask<Runs>('runs', { status: ['cancelled'] })).rows.length, 0)
  assert.equal((await ask<Runs>('runs', { address: 'github_ci_runner.*' })).rows.length, 2)
  assert.equal((await ask<Runs>('runs', { address: 'github_ci_runner.rerun' })).rows.length, 0)
  assert.deepEqual(
    (await ask<Runs>('runs', { text: 'NOWHERE' })).rows.map(({ id }) => id),
    [bad],
  )
  assert.deepEqual(
    (await ask<Runs>('runs', { text: green.slice(0, 6) })).rows.map(({ id }) => id),
    [green],
  )
})

test('runs are found by who started them, their branch, their age, and whether they passed with warnings', async () => {
  type Runs = { rows: RunRow[]; next: string | null }
  const found = async (input: object) => (await ask<Runs>('runs', input)).rows.map(({ id }) => id)
  assert.deepEqual(await found({ by: 'DEV' }), [green])
  assert.deepEqual(await found({ by: '%' }), [])
  await lab.sql.query(`update "Run" set input = input || '{"branch": "19.0-fix_vat"}' where id = $1`, [green])
  assert.deepEqual(await found({ branch: '19.0-fix*' }), [green])
  assert.deepEqual(await found({ branch: '19.0-fix_vat' }), [green])
  assert.deepEqual(await found({ branch: '19.0-fixxvat' }), [])
  assert.deepEqual(await found({ after: '2026-01-01T00:00:00+01:00' }), [bad, green])
  assert.deepEqual(await found({ after: '2999-01-01T00:00:00Z' }), [])
  await assert.rejects(found({ after: '0000-01-01T00:00:00Z' }), refused('invalid', /no year 0/))
  for (const [id, cause] of [
    ['dddd00000001', '{"cause": {"code": "warnings"}}'],
    ['dddd00000002', '{"cause": null}'],
  ] as const) {
    await plant(id, 'succeeded')
    await lab.sql.query('update "Run" set view = view || $2::jsonb where id = $1', [id, cause])
  }
  assert.deepEqual(await found({ warnings: 'only' }), ['dddd00000001'])
  assert.deepEqual(await found({ warnings: 'none' }), ['dddd00000002'])
  assert.deepEqual(await found({ status: ['succeeded'] }), ['dddd00000002', 'dddd00000001'])
  await unplant('dddd')
})

test('a list may be asked for in brief: of steps those of what runs, of outputs the commit and how many warnings are new', async () => {
  const rowOf = async (brief: boolean) => (await ask<{ rows: RunRow[] }>('runs', { brief, by: 'dev' })).rows[0]
  const whole = (await rowOf(false))?.view.output
  assert.equal(typeof whole?.summary, 'string')
  assert.deepEqual([(await rowOf(true))?.view.output, (await rowOf(true))?.view.steps], [{ commit: whole?.commit }, {}])
  const [none] = (await ask<{ rows: RunRow[] }>('runs', { brief: true, status: ['failed'] })).rows
  assert.equal(none?.view.output, null)
  const told = { odoo: { warningCount: 3, newWarnings: { count: 1, against: 'main', run: 'r' }, modules: [{ name: 'a' }] } }
  const steps = { plan: { state: 'running', attempts: 1, undoable: false, startedAt: null, endedAt: null } }
  await plant('ffff00000001', 'succeeded')
  await lab.sql.query('update "Run" set view = view || $2::jsonb where id = $1', ['ffff00000001', { output: told, steps }])
  await plant('ffff00000002', 'running')
  await lab.sql.query('update "Run" set view = view || $2::jsonb where id = $1', ['ffff00000002', { status: 'running', steps }])
  const briefly = async (id: string) => (await ask<{ rows: RunRow[] }>('runs', { brief: true, text: id })).rows[0]?.view
  assert.deepEqual((await briefly('ffff00000001'))?.output, { odoo: { warningCount: 3, newWarnings: told.odoo.newWarnings } })
  assert.deepEqual([(await briefly('ffff00000001'))?.steps, (await briefly('ffff00000002'))?.steps], [{}, steps])
  await unplant('ffff')
})

test('runs of the same moment keep an order, and no page repeats or leaves out one', async () => {
  for (const id of ['eeee00000001', 'eeee00000002', 'eeee00000003']) await plant(id, 'failed')
  await lab.sql.query(`update "Run" set "createdAt" = '2030-01-01T00:00:00.123Z' where id like 'eeee%'`)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null && seen.length < 10; ) {
    const page: { rows: RunRow[]; next: string | null } = await ask('runs', { limit: 1, ...(cursor ? { cursor } : {}) })
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  }
  assert.deepEqual(seen, ['eeee00000003', 'eeee00000002', 'eeee00000001', bad, green])
  await unplant('eeee')
})

test('words of a title are found in any order, and together where they stand in quotation marks', async () => {
  const found = async (text: string) => (await ask<{ rows: RunRow[] }>('runs', { text })).rows.map(({ id }) => id)
  assert.deepEqual(await found('nowhere CI'), [bad])
  assert.deepEqual(await found('"CI of" nowhere'), [bad])
  assert.deepEqual(await found('"of CI" nowhere'), [])
  assert.deepEqual(await found('nowhere absent'), [])
})

test('a run is found by the beginning of the commit that it tested, and by its pull request, also what repeats it', async () => {
  const found = async (text: string) => (await ask<{ rows: RunRow[] }>('runs', { text })).rows.map(({ id }) => id)
  const sha = 'abcdef0123456789abcdef0123456789abcdef01'
  for (const id of ['bbbb00000001', 'bbbb00000002']) await plant(id, 'running')
  await lab.sql.query(`update "Run" set view = jsonb_set(view, '{output}', $1::jsonb) where id = 'bbbb00000001'`, [
    JSON.stringify({ commit: { sha, subject: 'x' } }),
  ])
  assert.deepEqual([await found(sha), await found('ABCDEF0'), await found('abcdef')], [['bbbb00000001'], ['bbbb00000001'], []])
  await lab.sql.query(
    `insert into "Run" (id, address, title, input, lock, status, view, "startedBy", "startedByName", surface, "planDigest", "previousId")
     select v.id, address, title, v.input::jsonb, v.id, status, view, "startedBy", "startedByName", surface, '-', v.previous from "Run",
     (values ('bbbb00000003', '{"repo": "x", "pr": 142}', null), ('bbbb00000004', '{"run": "bbbb00000003"}', 'bbbb00000003')) v(id, input, previous)
     where "Run".id = 'bbbb00000002' order by v.id`,
  )
  assert.deepEqual([(await found('#142')).sort(), await found('#14')], [['bbbb00000003', 'bbbb00000004'], []])
  await unplant('bbbb')
})

test('runs are counted as their filter lists them', async () => {
  const counted = async (input: object) => {
    const { open, passed, warnings, failing, cancelled } = await ask<RunCounts>('counts', input)
    return [open, passed, warnings, failing, cancelled]
  }
  const all = ['running', 'succeeded', 'failed', 'interrupted', 'rolled_back', 'cancelled']
  for (const [place, status] of all.entries()) await plant(`cccc0000000${place}`, status)
  const before = await counted({ address: 'github_ci_runner.run' })
  await plant('cccc00000009', 'succeeded')
  await lab.sql.query(`update "Run" set view = view || '{"cause": {"code": "warnings", "message": "w"}}' where id = 'cccc00000009'`)
  const after = await counted({})
  assert.deepEqual(after, [before[0], before[1], (before[2] ?? 0) + 1, before[3], before[4]])
  assert.deepEqual([before[0], before[4]], [1, 1])
  assert.deepEqual(await counted({ after: '2999-01-01T00:00:00Z' }), [0, 0, 0, 0, 0])
  assert.equal((await ask<{ workers: { alive: number } }>('counts', {})).workers.alive, 1)
  await unplant('cccc')
})

test('what failed needs somebody until a later run of the same, or one that repeats it, is good', async () => {
  const needing = async () => {
    const { rows } = await ask<{ rows: { kind: string; run: string }[] }>('attention', {})
    return rows.filter(({ kind }) => kind === 'branch').map(({ run }) => run)
  }
  const planted = async (id: string, status: string, title: string, previous: string | null = null) => {
    await plant(id, status)
    await lab.sql.query(
      `update "Run" set title = $2, "previousId" = $3, input = '{"repo": "x"}', "createdAt" = clock_timestamp() where id = $1`,
      [id, title, previous],
    )
  }
  await planted('abcd00000001', 'failed', 'CI of x')
  assert.deepEqual(await needing(), ['abcd00000001', bad])
  await planted('abcd00000002', 'failed', 'CI of x', 'abcd00000001')
  assert.deepEqual(await needing(), ['abcd00000002', bad])
  await planted('abcd00000003', 'succeeded', 'CI of x', 'abcd00000002')
  assert.deepEqual(await needing(), [bad])
  await planted('abcd00000004', 'interrupted', 'CI of x')
  assert.deepEqual(await needing(), ['abcd00000004', bad])
  await planted('abcd00000005', 'cancelled', 'CI of x')
  assert.deepEqual(await needing(), ['abcd00000004', bad])
  await planted('abcd00000006', 'succeeded', 'CI of x')
  assert.deepEqual(await needing(), [bad])
  await unplant('abcd')
})

test('fifty red branches do not hide what failed elsewhere, nor a main branch', async () => {
  const as = (id: string, address: string, title: string, input: object) =>
    lab.sql.query(`update "Run" set address = $2, title = $3, input = $4, "createdAt" = clock_timestamp() where id = $1`, [
      id,
      address,
      title,
      input,
    ])
  const all = ['eeee00000001', 'eeee00000002', ...Array.from({ length: 51 }, (_, at) => `eeee000001${String(at).padStart(2, '0')}`)]
  for (const id of all) await plant(id, 'failed')
  await as('eeee00000001', 'backup_manager.backup', 'Backup of shop', {})
  await as('eeee00000002', 'github_ci_runner.run', 'CI of shop', { repo: 'shop' })
  for (const id of all.slice(2)) await as(id, 'github_ci_runner.run', `CI of shop ${id}`, { repo: 'shop', branch: id })
  const { rows } = await ask<{ rows: { kind: string; run: string }[] }>('attention', {})
  const told = rows.filter(({ run }) => run?.startsWith('eeee')).map(({ kind, run }) => [kind, run])
  assert.deepEqual(told, [
    ['failed', 'eeee00000001'],
    ['branch', 'eeee00000002'],
  ])
  await unplant('eeee')
})

test('a run says what may be done with it, and why not', async () => {
  type One = { run: RunRow; place: unknown; may: { cancel: boolean; reason: string | null } }
  const over = await ask<One>('run', { id: green.slice(0, 6) })
  assert.equal(over.run.id, green)
  assert.deepEqual(over.may, { cancel: false, reason: null })
  await plant('bbbb00000001')
  assert.equal((await ask<One>('run', { id: 'bbbb00000001' })).may.cancel, true)
  const seen = await ask<One>('run', { id: 'bbbb00000001' }, viewer)
  assert.equal(seen.may.cancel, false)
  assert.match(seen.may.reason ?? '', /needs role Operator/)
  await unplant('bbbb00000001')
})

test('tests, calls and log of a run', async () => {
  assert.equal((await ask<{ rows: unknown[] }>('tests', { id: green })).rows.length, 6)
  const { rows: calls } = await ask<{ rows: WitnessedRow[] }>('calls', { id: green })
  assert.ok(calls.some(({ operation }) => operation === 'git.resolve'))
  const log = await ask<{ rows: LogLine[]; total: number }>('log', { id: green, from: 2, count: 3 })
  assert.deepEqual(
    log.rows.map(({ number }) => number),
    [2, 3, 4],
  )
  assert.ok(log.total > 4)
})
