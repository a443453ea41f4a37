import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admin, type Lab, openLab, openServer } from '../test/lab.ts'
import { type Browser, openWeb } from '../test/web.ts'
import { makeRecent, seedAudit, seedRuns } from './lists.fixture.ts'
import { medianOf, type Row, writeBench } from './report.ts'

const count = 100_000
const rounds = 60
const budgetMs = 150
const password = 'correct horse battery'
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let browser: Browser
const rows: Row[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await seedRuns(lab.sql, count)
  await seedAudit(lab.sql, count)
  await lab.sql.query('vacuum analyze')
  web = await openWeb(lab.url, lab.dataDir)
  await lab.control.members.add(admin, { name: 'Adm', email: 'adm@example.org', password, role: 'admin' })
  browser = web.browser()
  assert.equal((await browser.signIn('adm@example.org', password)).status, 200)
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
  writeBench('Lists of 100,000', rows)
})

interface Question {
  what: string
  input: Record<string, unknown>
  /** The same by hand: what is asked of the database, page by page with offset. */
  where: string
  offset?: number
}

const questions: Question[] = [
  { what: 'first page', input: {}, where: 'true' },
  { what: 'the 1,000th page', input: {}, where: 'true', offset: 50_000 },
  {
    what: 'failed',
    input: { status: ['failed', 'interrupted', 'rolled_back'] },
    where: `status in ('failed', 'interrupted', 'rolled_back')`,
  },
  { what: 'a status that hardly occurs', input: { status: ['interrupted'] }, where: `status = 'interrupted'` },
  {
    what: 'passed without warnings',
    input: { status: ['succeeded'], warnings: 'none' },
    where: `status = 'succeeded' and view->>'cause' is null`,
  },
  { what: 'one skill of many', input: { address: 'backup_manager.*' }, where: `address like 'backup\\_manager.%'` },
  { what: 'words of a title', input: { text: 'crm-4711' }, where: `(title ilike '%crm-4711%' or id like 'crm-4711%')` },
  {
    what: 'words that nothing has',
    input: { text: 'nothing-is-called-so' },
    where: `(title ilike '%nothing-is-called-so%' or id like 'nothing-is-called-so%')`,
  },
  { what: 'who started it', input: { by: 'dev 17' }, where: `"startedByName" ilike '%dev 17%'` },
  {
    what: 'of those that repeat each other the newest',
    input: { newest: true },
    where: `not exists (select from "Run" later where later."previousId" = "Run".id)`,
  },
  {
    what: 'a branch',
    input: { branch: '19.0-f*' },
    where: `coalesce((select earlier.input from "Run" earlier where earlier.id = "Run"."previousId"), input)->>'branch' like '19.0-f%'`,
  },
  {
    what: 'a branch that nothing has',
    input: { branch: '7.0' },
    where: `input->>'branch' = '7.0'`,
  },
]

/** The `percent`-th of the times: as many are not longer. */
function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const started = performance.now()
  const answer = await work()
  return { answer, ms: performance.now() - started }
}

async function ask(verb: string, input: object): Promise<{ rows: Record<string, unknown>[]; next: string | null }> {
  const answer = await browser.json(`/api/skills/control_room/${verb}`, input)
  assert.equal(answer.status, 200)
  return answer.json()
}

/** Both many times, in turn; the row for the table. */
async function measured(what: string, ours: () => Promise<unknown>, byHand: () => Promise<unknown>): Promise<void> {
  const [mine, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    mine.push((await timed(ours)).ms)
    theirs.push((await timed(byHand)).ms)
  }
  const p95 = percentile(mine, 95)
  rows.push({
    what: `${what}, 95 of 100 over HTTP (budget ${budgetMs})`,
    ours: p95,
    peer: percentile(theirs, 95),
    peerName: 'the same rows by SQL alone, with offset',
    unit: 'ms',
  })
  assert.ok(p95 < budgetMs, `${what}: 95 of 100 within ${p95} ms, half within ${medianOf(mine)} ms`)
}

for (const { what, input, where, offset = 0 } of questions)
  test(`runs: ${what}`, async () => {
    const byHand = async () => {
      const sql = `select * from "Run" where "parentId" is null and ${where} order by "createdAt" desc, id desc limit 50 offset ${offset}`
      return (await lab.sql.query<{ id: string }>(sql)).rows
    }
    const asked = { ...input, ...(offset > 0 ? { cursor: await cursorAt(offset) } : {}), limit: 50, brief: true }
    // The same output first.
    const [here, there] = [await ask('runs', asked), await byHand()]
    assert.deepEqual(
      here.rows.map(({ id }) => id),
      there.map(({ id }) => id),
    )
    await measured(`runs: ${what}`, () => ask('runs', asked), byHand)
  })

/** The cursor of the page that begins after so many rows. */
async function cursorAt(offset: number): Promise<string> {
  const sql = 'select id, "createdAt" from "Run" order by "createdAt" desc, id desc limit 1 offset $1'
  const [row] = (await lab.sql.query<{ id: string; createdAt: Date }>(sql, [offset - 1])).rows
  return row ? `${row.createdAt.toISOString()}~${row.id}` : ''
}

const records: Question[] = [
  { what: 'first page', input: {}, where: 'true' },
  { what: 'the 1,000th page', input: {}, where: 'true', offset: 50_000 },
  { what: 'who and refused', input: { who: 'dev 20', outcome: 'refused' }, where: `"actorName" ilike '%dev 20%' and outcome = 'refused'` },
  {
    what: 'words that nothing has',
    input: { what: 'nothing-is-so' },
    where: `(action ilike '%nothing-is-so%' or target ilike '%nothing-is-so%')`,
  },
]

for (const { what, input, where, offset = 0 } of records)
  test(`audit: ${what}`, async () => {
    const sql = `select * from "AuditRecord" where ${where} order by seq desc limit 50 offset ${offset}`
    const byHand = async () => (await lab.sql.query<{ seq: number }>(sql)).rows
    const highest = (await lab.sql.query<{ seq: number }>('select seq from "AuditHead"')).rows[0]?.seq ?? 0
    const asked = { ...input, ...(offset > 0 ? { cursor: String(highest - offset + 1) } : {}), limit: 50 }
    const [here, there] = [await ask('audit', asked), await byHand()]
    assert.deepEqual(
      here.rows.map(({ seq }) => seq),
      there.map(({ seq }) => seq),
    )
    await measured(`audit: ${what}`, () => ask('audit', asked), byHand)
  })

test('members', async () => {
  await lab.sql.query(`insert into "User" (id, email, name, role, "passwordHash")
    select 'm' || n, 'm' || lpad(n::text, 6, '0') || '@example.org', 'member ' || n, 'viewer', '' from generate_series(1, 10000) n`)
  const byHand = async () => (await lab.sql.query<{ email: string }>('select * from "User" order by email limit 50 offset 5000')).rows
  const [before] = (await lab.sql.query<{ email: string }>('select email from "User" order by email limit 1 offset 4999')).rows
  const asked = { limit: 50, cursor: before?.email ?? '' }
  assert.deepEqual(
    (await ask('members', asked)).rows.map(({ email }) => email),
    (await byHand()).map(({ email }) => email),
  )
  await measured('members: the 100th page of 10,000', () => ask('members', asked), byHand)
})

test('what needs somebody, when all runs are of this week', async () => {
  await makeRecent(lab.sql, count)
  const byHand = async () => {
    const sql = `select id from "Run" where status in ('failed', 'interrupted', 'rolled_back') and address not like 'github\\_ci\\_runner.%'
      and "createdAt" >= now() - interval '7 days' order by "createdAt" desc, id desc limit 50`
    return (await lab.sql.query<{ id: string }>(sql)).rows
  }
  // The same output first: red branches of the seed are nobody's main branch, and the other titles are all different.
  const { rows: here } = await ask('attention', {})
  const there = (await byHand()).map(({ id }) => id)
  assert.deepEqual(
    here.filter(({ kind }) => kind === 'failed').map(({ run }) => run),
    there,
  )
  assert.equal(there.length, 50)
  await measured('what needs somebody', () => ask('attention', {}), byHand)
})
