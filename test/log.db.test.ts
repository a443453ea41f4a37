import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync, inflateRawSync } from 'node:zlib'
import pg from 'pg'
import { longLog, textOf } from '../e2e/long-log.fixture.ts'
import { OpsError } from '../lib/core/error.ts'
import type { TextBlock } from '../lib/core/log-find.ts'
import { continuesRecord, levelIn } from '../lib/core/log-marks.ts'
import { openRedactor } from '../lib/core/redact.ts'
import type { LogHits, LogLine, LogQuery } from '../lib/core/store.ts'
import { openJournal } from '../lib/store/journal.ts'
import { readLines, readLog } from '../lib/store/log.ts'
import { LogBlocks } from '../lib/store/log-blocks.ts'
import { readOutline } from '../lib/store/log-outline.ts'
import { LogSearch } from '../lib/store/log-search.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { plantRun } from './planted-run.ts'

const total = 20_000
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let prisma: ReturnType<typeof openPrisma>
let search: LogSearch
let long = ''
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  prisma = openPrisma(lab.url, 'log-test')
  search = new LogSearch({ databaseUrl: lab.url, name: 'log-test', program: path.resolve('lib/store/log-searcher.ts'), stalledMs: 1_000 })
  const client = await lab.sql.connect()
  long = await longLog(client, total)
  client.release()
})
after(async () => {
  await search.close()
  await prisma.$disconnect()
  await lab.close()
  await server.close()
})

const query = (text: string, more: Partial<LogQuery> = {}): LogQuery => ({
  text,
  isRegex: false,
  matchCase: false,
  from: 1,
  step: null,
  level: 'info',
  most: 10_000,
  ...more,
})
const expected = (passes: (text: string, number: number) => boolean) =>
  Array.from({ length: total }, (_, index) => index + 1).filter((number) => passes(textOf(number), number))
/** A run that this test may write to, as a worker would. */
async function ownRun(): Promise<{ id: string; say(step: string, attempt: number, texts: string[]): Promise<void> }> {
  const id = await plantRun(lab.sql)
  const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
  const say = (step: string, attempt: number, texts: string[]) =>
    journal.appendLog(id, 'mine', { step, attempt, lines: texts.map((text) => [new Date().toISOString(), 'err', text]) })
  return { id, say }
}
const record = (level: string) => `2026-11-22 03:12:44,204 123 ${level} db odoo.addons.x: said`

test('a window of a log is those lines, wherever chunks begin', async () => {
  for (const [from, count] of [
    [1, 1],
    [399, 4],
    [2_000, 1],
    [1_999, 500],
    [total - 3, 100],
  ] as const) {
    const rows = await readLog(prisma, long, from, count)
    assert.deepEqual(
      rows.map(({ number, text }) => [number, text]),
      Array.from({ length: Math.min(count, total - from + 1) }, (_, index) => [from + index, textOf(from + index)]),
    )
  }
  assert.deepEqual(await readLog(prisma, long, total + 1, 10), [])
  assert.deepEqual(await readLog(prisma, 'nobody', 1, 10), [])
})

test('lines are read by their numbers, and those that are not there are left out', async () => {
  const rows = await readLines(prisma, long, [7, 19_999, 401, 7, 99_999])
  assert.deepEqual(
    rows.map(({ number, step, text }) => [number, step, text]),
    [
      [7, 'fetch', textOf(7)],
      [401, 'fetch', textOf(401)],
      [19_999, 'test', textOf(19_999)],
    ],
  )
  const { rows: asked } = await ask<{ rows: LogLine[] }>('log', { id: long, lines: [401] })
  assert.deepEqual(
    asked.map(({ number }) => number),
    [401],
  )
})

async function ask<Answer>(verb: string, input: object): Promise<Answer> {
  const answer: unknown = await lab.control.ask(operator, `control_room.${verb}`, input)
  return answer as Answer
}

test('marks are written with the lines: a record goes on over chunks, and not over another step or attempt', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, [record('ERROR'), 'Traceback (most recent call last):'])
  await say('test', 1, ['  File "x"'])
  await say('test', 2, ['  File "y"'])
  await say('report', 2, ['  File "z"', record('WARNING'), 'more'])
  const lines = await readLog(prisma, id, 1, 100)
  assert.deepEqual(
    lines.map(({ mark }) => [levelIn(mark), continuesRecord(mark)]),
    [
      ['error', false],
      ['error', true],
      ['error', true],
      ['info', false],
      ['info', false],
      ['warning', false],
      ['warning', true],
    ],
  )
  const { marks, stretches } = await readOutline(prisma, id, 1)
  assert.deepEqual(
    [...marks],
    lines.map(({ mark }) => mark),
  )
  assert.deepEqual(stretches, [
    { from: 1, to: 3, step: 'test', attempt: 1 },
    { from: 4, to: 4, step: 'test', attempt: 2 },
    { from: 5, to: 7, step: 'report', attempt: 2 },
  ])
  const later = await readOutline(prisma, id, 3)
  assert.deepEqual(
    [later.from, [...later.marks], later.stretches[0]],
    [3, [...marks].slice(2), { from: 3, to: 3, step: 'test', attempt: 1 }],
  )
  const none = await readOutline(prisma, id, 100)
  assert.deepEqual([none.marks.length, none.stretches], [0, []])
})

test('a log that is older than marks gets the same when it is asked for, once', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, [record('ERROR'), 'Traceback (most recent call last):'])
  await say('test', 1, ['  File "x"'])
  await say('report', 1, ['  File "z"'])
  const written = await readOutline(prisma, id, 1)
  await lab.sql.query('update "LogChunk" set marks = null where "runId" = $1', [id])
  assert.deepEqual(await hits(id, query('file', { level: 'error' })), [3], 'also by a search')
  assert.deepEqual(await readOutline(prisma, id, 1), written)
  const { rows } = await lab.sql.query('select 1 from "LogChunk" where "runId" = $1 and marks is null', [id])
  assert.equal(rows.length, 0)
})

test('an outline says where steps and errors begin', async () => {
  const outline = await ask<{ steps: { from: number; step: string }[]; errors: number[]; errorCount: number; total: number; marks: null }>(
    'log_outline',
    { id: long },
  )
  assert.deepEqual(
    outline.steps.map(({ from, step }) => [from, step]),
    [
      [1, 'fetch'],
      [2_001, 'test'],
    ],
  )
  assert.deepEqual(
    outline.errors,
    expected((text) => text.includes('ERROR')),
  )
  assert.deepEqual([outline.errorCount, outline.total, outline.marks], [20, total, null])
  const { marks } = await ask<{ marks: string }>('log_outline', { id: long, marks: true })
  assert.equal(inflateRawSync(Buffer.from(marks, 'base64')).length, total)
})

const hits = async (id: string, wanted: LogQuery) => (await search.search(id, wanted)).lines

test('a search finds what is there, as text and as expression, again and again', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    assert.deepEqual(await hits(long, query('FILLER 12345')), [12_345])
    assert.deepEqual(await hits(long, query('FILLER 12345', { matchCase: true })), [])
    assert.deepEqual(
      await hits(long, query('order 9[0-3]$', { isRegex: true })),
      expected((text) => /order 9[0-3]$/.test(text)),
    )
    assert.deepEqual(
      await hits(long, query('e', { level: 'error', step: 'test' })),
      expected((_, number) => number > 2_000 && number % 1_000 >= 500 && number % 1_000 <= 503),
    )
    assert.deepEqual(
      await hits(long, query('filler', { from: 19_990 })),
      expected((_, number) => number >= 19_990),
    )
  }
})

test('a search that found enough says so, and one that reached the end says that', async () => {
  assert.deepEqual(await search.search(long, query('filler', { most: 3 })), {
    lines: [1, 2, 3],
    searchedTo: 3,
    cut: 'most',
  } satisfies LogHits)
  assert.deepEqual(await search.search(long, query('nowhere')), { lines: [], searchedTo: total, cut: null } satisfies LogHits)
  assert.deepEqual(await search.search('nobody', query('nowhere')), { lines: [], searchedTo: 0, cut: null } satisfies LogHits)
})

test('lines that are written later are found by the next search', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['one needle', '\x1b[31mred nee\x1b[0mdle'])
  assert.deepEqual(await hits(id, query('needle')), [1, 2])
  await say('test', 1, ['hay', 'needle again'])
  assert.deepEqual(await hits(id, query('needle')), [1, 2, 4])
})

test('of many logs as many are kept as there is room for, and one that is too long is read again', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['needle'])
  const reads: string[] = []
  const pool = new pg.Pool({ connectionString: lab.url, max: 1 })
  pool.on('acquire', () => reads.push('read'))
  const blocks = new LogBlocks(pool, 1_000)
  const texts = async (run: string) => {
    reads.length = 0
    const found: TextBlock[] = []
    for await (const block of blocks.of(run)) found.push(block)
    return { lines: found.reduce((sum, { starts }) => sum + starts.length, 0), reads: reads.length }
  }
  assert.deepEqual(await texts(id), { lines: 1, reads: 2 })
  assert.deepEqual(await texts(id), { lines: 1, reads: 1 }, 'it is kept')
  assert.equal((await texts(long)).lines, total)
  assert.equal((await texts(long)).lines, total, 'though nothing of it is kept')
  assert.deepEqual(await texts(id), { lines: 1, reads: 2 }, 'it had to go')
  await pool.end()
})

test('the door answers as the search does, and refuses what is no expression in a sentence', async () => {
  const found = await ask<LogHits & { total: number }>('log_search', {
    id: long.slice(0, 8),
    text: 'filler 1999\\d',
    regex: true,
    limit: 5,
  })
  assert.deepEqual([found.lines, found.cut, found.total], [[19_990, 19_991, 19_992, 19_993, 19_994], 'most', total])
  const inStep = await ask<LogHits>('log_search', { id: long, text: 'filler 1', step: 'test', level: 'error', limit: 5 })
  assert.deepEqual(inStep.lines, [])
  await assert.rejects(ask('log_search', { id: long, text: '(', regex: true }), (error) => {
    assert.ok(error instanceof OpsError)
    assert.equal(error.code, 'invalid')
    assert.match(error.message, /^That is no regular expression: .*Unterminated group\.$/)
    assert.match(error.hint, /as text/)
    return true
  })
})

test('an expression that does not come to an end is ended, and those that wait behind it are answered', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, [`${'a'.repeat(60)}!`])
  const [endless, other] = await Promise.allSettled([
    search.search(id, query('^(a+)+$', { isRegex: true })),
    search.search(id, query('aaa')),
  ])
  assert.ok(endless.status === 'rejected' && endless.reason instanceof OpsError)
  assert.equal(endless.reason.code, 'timeout')
  assert.match(endless.reason.message, /\^\(a\+\)\+\$ took too long/)
  assert.deepEqual(other.status === 'fulfilled' && other.value.lines, [1])
})

test('what cannot be read is told, and does not end the thread', async () => {
  const { id, say } = await ownRun()
  await say('test', 1, ['needle'])
  await lab.sql.query('update "LogChunk" set data = $2 where "runId" = $1', [id, Buffer.from('nonsense')])
  await assert.rejects(search.search(id, query('needle')), (error) => error instanceof OpsError && error.code === 'unavailable')
  await lab.sql.query('update "LogChunk" set data = $2 where "runId" = $1', [id, gzipSync('["","out","needle"]')])
  assert.deepEqual(await hits(id, query('needle')), [1])
})
