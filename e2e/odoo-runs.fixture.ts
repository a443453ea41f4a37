import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { apply, emptyRun, type NewEvent, type RunStatus } from '../lib/core/run.ts'
import { calls, causes, logText, modules, outputs, stepsOf, type Told, tests } from './odoo-story.fixture.ts'

/** The database of the app under test. */
export function databaseUrl(): string {
  const { databaseUrl } = JSON.parse(readFileSync(path.join(process.env.E2E_DATA ?? '', 'control-room.json'), 'utf8'))
  return databaseUrl
}

/** Asks the app's own database. */
export async function askDatabase(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
  try {
    await client.query(sql, values)
  } finally {
    await client.end()
  }
}

/** Writes a CI run of Odoo addons as if it had happened, and returns its id. `live` is one that has not ended. */
export async function odooRun(told: Told, url = databaseUrl()): Promise<string> {
  const id = randomBytes(6).toString('hex')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await write(client, id, told)
  } finally {
    await client.end()
  }
  return id
}

interface Timed {
  event: NewEvent
  at: Date
}

async function write(client: pg.Client, id: string, told: Told): Promise<void> {
  const began = new Date(Date.now() - stepsOf(told).reduce((sum, [, ms]) => sum + ms, 0))
  const lines = logOf(told, began)
  const events = eventsOf(told, began, lines.length)
  const view = events.reduce((before, { event, at }) => apply(before, { ...event, step: event.step ?? '', at: at.toISOString() }), emptyRun)
  const input = JSON.stringify({ repo: 'example-addons', branch: told })
  await client.query(
    `insert into "Run" (id, address, title, input, lock, status, view, "lastSeq", "startedBy", "startedByName", surface, "planDigest", "createdAt")
     values ($1, 'github_ci_runner.run', $2, $3, $4, $5, $6, $7, 'seed', 'Anna Berger', 'web', '-', $8)`,
    [id, `CI of example-addons ${told}`, input, `run:${id}`, view.status, JSON.stringify(view), events.length, began],
  )
  for (const [index, { event, at }] of events.entries())
    await client.query('insert into "RunEvent" ("runId", seq, key, kind, step, data, at) values ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      index + 1,
      event.key,
      event.kind,
      event.step ?? '',
      JSON.stringify(event.data),
      at,
    ])
  if (lines.length > 0)
    await client.query('insert into "LogChunk" ("runId", "firstLine", lines, step, attempt, data) values ($1, 1, $2, $3, 1, $4)', [
      id,
      lines.length,
      'test',
      gzipSync(lines.map(({ at, text }) => JSON.stringify([at.toISOString(), 'err', text])).join('\n')),
    ])
}

/** The lines of the tests, each within the time of their step. */
function logOf(told: Told, began: Date): { at: Date; text: string }[] {
  const steps = stepsOf(told)
  const before = steps
    .slice(
      0,
      steps.findIndex(([step]) => step === 'test'),
    )
    .reduce((sum, [, ms]) => sum + ms, 0)
  return logText(told).map((text, index) => {
    const at = new Date(began.getTime() + before + 200 + index * 30)
    return { at, text: text.replace('<time>', at.toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')) }
  })
}

function eventsOf(told: Told, began: Date, lines: number): Timed[] {
  const results = told === 'checks' ? [] : tests(told)
  let at = began
  const first: NewEvent[] = [
    { key: 'run:queued', kind: 'queued', data: {} },
    { key: 'run:started', kind: 'run_started', data: {} },
    { key: 'run:recovered:a', kind: 'recovered', data: { worker: 'w' } },
  ]
  const ofSteps = stepsOf(told).flatMap(([step, ms]): Timed[] => {
    const started = at
    at = new Date(at.getTime() + ms)
    const begun: NewEvent[] = [
      { key: `${step}:started`, kind: 'started', step, data: { undoable: false } },
      { key: `${step}:attempt:1`, kind: 'attempt', step, data: { worker: 'w', of: 'do' } },
    ]
    const made: NewEvent[] = [
      ...(calls[step] ?? []).map(
        (call, index) => ({ key: `${step}:call:${index}`, kind: 'call', step, data: { attempt: 1, ...call } }) as const,
      ),
      ...(step === 'test' && lines > 0 ? [{ key: 'log:1', kind: 'log', step, data: { attempt: 1, firstLine: 1, lines } } as const] : []),
      ...(step === 'test' && results.length > 0 ? [{ key: 'tests:1', kind: 'tests', step, data: { attempt: 1, results } } as const] : []),
      ...(told === 'live' && step === 'test' ? [] : [{ key: `${step}:done`, kind: 'done', step, data: {} } as const]),
    ]
    const ended = at
    return [...begun.map((event) => ({ event, at: started })), ...made.map((event) => ({ event, at: ended }))]
  })
  const over = at
  return [...first.map((event) => ({ event, at: began })), ...ofSteps, ...endOf(told).map((event) => ({ event, at: over }))]
}

function endOf(told: Told): NewEvent[] {
  if (told === 'live') return []
  const status: RunStatus = told === 'warning' || told === 'green' ? 'succeeded' : 'failed'
  return [{ key: 'run:finished', kind: 'finished', data: { status, cause: causes[told], output: outputs(told, modules(told)), left: [] } }]
}
