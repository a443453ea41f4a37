import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { apply, emptyRun, type NewEvent, type RunStatus, type TestResult } from '../lib/core/run.ts'
import { causes, logText, modules, outputs, steps, type Told, tests } from './odoo-story.fixture.ts'

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

async function write(client: pg.Client, id: string, told: Told): Promise<void> {
  const events = eventsOf(told)
  const at = new Date().toISOString()
  const view = events.reduce((before, event) => apply(before, { ...event, step: event.step ?? '', at }), emptyRun)
  const input = JSON.stringify({ repo: 'example-addons', branch: told })
  await client.query(
    `insert into "Run" (id, address, title, input, lock, status, view, "lastSeq", "startedBy", "startedByName", surface, "planDigest")
     values ($1, 'github_ci_runner.run', $2, $3, $4, $5, $6, $7, 'seed', 'Anna Berger', 'web', '-')`,
    [id, `CI of example-addons ${told}`, input, `run:${id}`, view.status, JSON.stringify(view), events.length],
  )
  for (const [index, { key, kind, step = '', data }] of events.entries())
    await client.query('insert into "RunEvent" ("runId", seq, key, kind, step, data, at) values ($1, $2, $3, $4, $5, $6, $7)', [
      id,
      index + 1,
      key,
      kind,
      step,
      JSON.stringify(data),
      at,
    ])
  const lines = logText(told)
  if (lines.length > 0)
    await client.query('insert into "LogChunk" ("runId", "firstLine", lines, step, attempt, data) values ($1, 1, $2, $3, 1, $4)', [
      id,
      lines.length,
      'test',
      gzipSync(lines.map((text) => JSON.stringify([at, 'err', text])).join('\n')),
    ])
}

function eventsOf(told: Told): NewEvent[] {
  const ended = told === 'live' ? steps.slice(0, steps.indexOf('test') + 1) : steps
  const lines = logText(told).length
  const results: TestResult[] = told === 'checks' ? [] : tests(told)
  return [
    { key: 'run:queued', kind: 'queued', data: {} },
    { key: 'run:started', kind: 'run_started', data: {} },
    { key: 'run:recovered:a', kind: 'recovered', data: { worker: 'w' } },
    ...ended.flatMap((step): NewEvent[] => [
      { key: `${step}:started`, kind: 'started', step, data: { undoable: false } },
      { key: `${step}:attempt:1`, kind: 'attempt', step, data: { worker: 'w', of: 'do' } },
      ...(step === 'test' && lines > 0 ? [{ key: 'log:1', kind: 'log', step, data: { attempt: 1, firstLine: 1, lines } } as const] : []),
      ...(step === 'test' && results.length > 0 ? [{ key: 'tests:1', kind: 'tests', step, data: { attempt: 1, results } } as const] : []),
      ...(told === 'live' && step === 'test' ? [] : [{ key: `${step}:done`, kind: 'done', step, data: {} } as const]),
    ]),
    ...endOf(told),
  ]
}

function endOf(told: Told): NewEvent[] {
  if (told === 'live') return []
  const status: RunStatus = told === 'warning' || told === 'green' ? 'succeeded' : 'failed'
  return [{ key: 'run:finished', kind: 'finished', data: { status, cause: causes[told], output: outputs(told, modules(told)), left: [] } }]
}
