import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { after, before, test } from 'node:test'
import { openRedactor } from '../lib/core/redact.ts'
import { openJournal } from '../lib/store/journal.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { admin, type Lab, openLab, openServer } from '../test/lab.ts'
import { plantRun } from '../test/planted-run.ts'
import { until } from '../test/until.ts'
import { openWeb } from '../test/web.ts'
import { type Row, writeBench } from './report.ts'

const followers = 1_000
const events = 100
const everyMs = 100
const linesOfEvent = 20
const password = 'correct horse battery'
const rows: Row[] = []
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let prisma: ReturnType<typeof openPrisma>
before(async () => {
  server = await openServer()
  lab = await openLab(server)
  web = await openWeb(lab.url, lab.dataDir)
  prisma = openPrisma(lab.url, 'follow-bench')
})
after(async () => {
  await web.close()
  await prisma.$disconnect()
  await lab.close()
  await server.close()
  writeBench('A thousand followers of one run', rows)
})

const residentMebibytes = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${web.child.pid}/status`, 'utf8'))?.[1]) / 1024
const percentile = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
const alone = { peer: null, peerName: '' }

/** One follower: when each event came. */
interface Seen {
  isOpen: boolean
  ids: number[]
  at: number[]
}

function open(path: string, cookie: string, agent: http.Agent): Seen {
  const seen: Seen = { isOpen: false, ids: [], at: [] }
  http.get(`${web.address}${path}`, { agent, headers: { cookie, accept: 'text/event-stream' } }, (answer) => {
    seen.isOpen = answer.statusCode === 200
    let rest = ''
    answer.setEncoding('latin1').on('data', (piece: string) => {
      const messages = (rest + piece).split('\n\n')
      rest = messages.pop() ?? ''
      for (const message of messages) {
        if (!message.startsWith('id: ')) continue
        seen.ids.push(Number.parseInt(message.slice(4), 10))
        seen.at.push(Date.now())
      }
    })
  })
  return seen
}

/** How many statements the server of the database has been asked by web servers for events. */
async function scansOfEvents(): Promise<number> {
  const { rows: found } = await lab.sql.query<{ scans: number }>(
    `select sum(idx_scan)::int as scans from pg_stat_user_indexes where relname = 'RunEvent' and indexrelname = 'RunEvent_pkey'`,
  )
  return found[0]?.scans ?? 0
}

test('a thousand follow one run: all get every event', async () => {
  await lab.control.members.add(admin, { name: 'Op', email: 'op@example.org', password, role: 'operator' })
  const browser = web.browser()
  await browser.signIn('op@example.org', password)
  const id = await plantRun(lab.sql)
  const journal = openJournal({ prisma, redactor: openRedactor([]), workerId: 'A' })
  const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY })
  const before = residentMebibytes()
  const all: Seen[] = []
  for (let number = 0; number < followers; number += 1) {
    all.push(open(`/api/runs/${id}/events`, browser.cookie, agent))
    if (number % 50 === 49)
      await until(
        () => all.every(({ isOpen }) => isOpen),
        60_000,
        () => `${all.filter(({ isOpen }) => isOpen).length} are open`,
      )
  }
  const idle = residentMebibytes()
  const scans = await scansOfEvents()
  const lines = Array.from({ length: linesOfEvent }, (_, index): [string, 'out', string] => [
    '2026-11-22T03:12:44.000Z',
    'out',
    `line ${index} of an event that many read`,
  ])
  const told: number[] = []
  let most = idle
  const start = Date.now()
  for (let number = 1; number <= events; number += 1) {
    await until(
      () => Date.now() >= start + number * everyMs,
      10_000,
      () => 'time stands still',
    )
    await journal.appendLog(id, 'mine', { step: 'test', attempt: 1, lines })
    told.push(Date.now())
    most = Math.max(most, residentMebibytes())
  }
  await until(
    () => all.every(({ ids }) => ids.length === events),
    60_000,
    () => `${all.filter(({ ids }) => ids.length < events).length} lack some`,
  )
  const wanted = Array.from({ length: events }, (_, index) => index + 1)
  for (const { ids } of all) assert.deepEqual(ids, wanted)
  const late = all.flatMap(({ at }) => at.map((time, index) => time - (told[index] ?? 0))).sort((a, b) => a - b)
  const [p50, p99] = [percentile(late, 0.5), percentile(late, 0.99)]
  rows.push({
    what: `${followers} followers, ${1000 / everyMs} events a second: event written to event received, p50`,
    ours: p50,
    ...alone,
    unit: 'ms',
  })
  rows.push({ what: 'the same, p99 (budget 1,000)', ours: p99, ...alone, unit: 'ms' })
  rows.push({ what: 'web server, resident before', ours: before, ...alone, unit: 'MiB' })
  rows.push({ what: 'web server, resident at the most, with all of them', ours: most, ...alone, unit: 'MiB' })
  rows.push({ what: 'readings of events for each event written', ours: ((await scansOfEvents()) - scans) / events, ...alone, unit: '×' })
  agent.destroy()
  assert.ok(p99 < 1_000, `p99 ${p99} ms`)
  assert.ok(most < 600, `${most} MiB`)
})
