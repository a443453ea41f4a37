import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { textOf } from '../e2e/long-log.fixture.ts'
import { continuesRecord, levelIn } from '../lib/core/log-marks.ts'
import type { LogLine } from '../lib/core/store.ts'
import { readLines, readLog } from '../lib/store/log.ts'
import { readOutline } from '../lib/store/log-outline.ts'
import { linesOf, openLogLab, queryFor, total } from './log-lab.ts'

const { lab, prisma, search, long, ownRun, ask, close } = await openLogLab()
after(close)

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
  assert.deepEqual((await search.search(id, queryFor('file', { level: 'error' }))).lines, [3], 'also by a search')
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
    linesOf((text) => text.includes('ERROR')),
  )
  assert.deepEqual([outline.errorCount, outline.total, outline.marks], [20, total, null])
  const { marks } = await ask<{ marks: string }>('log_outline', { id: long, marks: true })
  assert.equal(inflateRawSync(Buffer.from(marks, 'base64')).length, total)
})
