import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { marksOf } from '../lib/core/log-marks.ts'
import type { RawLine } from '../lib/core/log-writer.ts'
import { apply, emptyRun, type NewEvent } from '../lib/core/run.ts'

const linesOfChunk = 400
const chunksAtOnce = 100
const startedAt = Date.parse('2026-11-22T03:12:44.000Z')

/** Line `number` of the log: a record of Odoo, of every thousand one an error with its traceback. */
export function textOf(number: number): string {
  const place = number % 1_000
  if (place >= 501 && place <= 503)
    return place === 503 ? `ValueError: no luck with ${number}` : `  File "/mnt/extra-addons/sale/models/order.py", line ${place}, in f`
  const said = place === 500 ? 'Traceback (most recent call last):' : `filler ${number} of the order ${number % 97}`
  return `2026-11-22 03:12:44,204 123 ${place === 500 ? 'ERROR' : 'INFO'} db odoo.addons.sale: ${said}`
}

/** What a page prints of it: a record from its logger on. */
export function printedOf(number: number): string {
  return textOf(number).replace(/^.* db /, '')
}

/** The same in the database of the app under test. */
export async function longLogOfApp(lines: number): Promise<string> {
  const { databaseUrl } = JSON.parse(readFileSync(path.join(process.env.E2E_DATA ?? '', 'control-room.json'), 'utf8'))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await longLog(client, lines)
  } finally {
    await client.end()
  }
}

/** The marks of all lines: they repeat. */
const pattern = marksOf(
  Array.from({ length: 1_000 }, (_, index): RawLine => ['', 'err', textOf(index + 1)]),
  0,
)

/** Writes a run that has ended, with a log of so many lines, and returns its id. The first tenth is of the step `fetch`. */
export async function longLog(client: pg.ClientBase, lines: number): Promise<string> {
  const id = randomBytes(6).toString('hex')
  const fetched = Math.floor(lines / 10)
  await writeRun(client, id, fetched, lines)
  for (let from = 1; from <= lines; from += linesOfChunk * chunksAtOnce) await writeChunks(client, id, { from, fetched, lines })
  return id
}

async function writeRun(client: pg.ClientBase, id: string, fetched: number, lines: number): Promise<void> {
  const at = new Date(startedAt).toISOString()
  const events: NewEvent[] = [
    { key: 'a', kind: 'run_started', data: {} },
    { key: 'b', kind: 'started', step: 'fetch', data: { undoable: false } },
    { key: 'c', kind: 'log', step: 'fetch', data: { attempt: 1, firstLine: 1, lines: fetched } },
    { key: 'd', kind: 'done', step: 'fetch', data: {} },
    { key: 'e', kind: 'started', step: 'test', data: { undoable: false } },
    { key: 'f', kind: 'log', step: 'test', data: { attempt: 1, firstLine: fetched + 1, lines: lines - fetched } },
    { key: 'g', kind: 'done', step: 'test', data: {} },
    { key: 'h', kind: 'finished', data: { status: 'succeeded', cause: null, output: null, left: [] } },
    { key: 'i', kind: 'evidence', data: { path: 'none', digest: 'none', sizeBytes: 0 } },
  ]
  const view = events.reduce((before, event) => apply(before, { ...event, step: event.step ?? '', at }), emptyRun)
  await client.query(
    `insert into "Run" (id, address, title, input, lock, status, view, "lastSeq", "startedBy", "startedByName", surface, "planDigest")
     values ($1, 'github_ci_runner.run', 'CI of a long story', '{"repo": "example"}', $2, $3, $4, 0, 'seed', 'Anna Berger', 'web', '-')`,
    [id, `run:${id}`, view.status, JSON.stringify(view)],
  )
}

async function writeChunks(client: pg.ClientBase, id: string, { from, fetched, lines }: { from: number; fetched: number; lines: number }) {
  const rows: { first: number; count: number; step: string; data: Buffer; marks: Buffer }[] = []
  let first = from
  while (first <= lines && rows.length < chunksAtOnce) {
    const end = first <= fetched ? fetched : lines
    const count = Math.min(linesOfChunk, end - first + 1, from + linesOfChunk * chunksAtOnce - first)
    const at = new Date(startedAt + first).toISOString()
    const raw = Array.from({ length: count }, (_, index): RawLine => [at, 'err', textOf(first + index)])
    const data = gzipSync(raw.map((line) => JSON.stringify(line)).join('\n'), { level: 1 })
    rows.push({
      first,
      count,
      step: first <= fetched ? 'fetch' : 'test',
      data,
      marks: Buffer.from(raw.map((_, index) => pattern[(first + index - 1) % pattern.length] ?? 0)),
    })
    first += count
  }
  await client.query(
    `insert into "LogChunk" ("runId", "firstLine", lines, step, attempt, data, marks)
     select $1, first, count, step, 1, data, marks from unnest($2::int[], $3::int[], $4::text[], $5::bytea[], $6::bytea[]) as row(first, count, step, data, marks)`,
    [
      id,
      rows.map((row) => row.first),
      rows.map((row) => row.count),
      rows.map((row) => row.step),
      rows.map((row) => row.data),
      rows.map((row) => row.marks),
    ],
  )
}
