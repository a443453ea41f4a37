import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { remains } from './ci-lab.ts'
import { type Drilled, writeDrill } from './drill-report.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { odooCounts, odooRepository, onTheEngine, remainsOfOdoo } from './odoo-lab.ts'
import { until } from './until.ts'
import { type Browser, openWeb } from './web.ts'

const builds = 8
const password = 'correct horse battery staple'
const longestPageMs = 1_000
const rows: Drilled[] = []
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let browser: Browser
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real', leaseMs: 15_000 })
  // Each executes four runs at a time.
  await lab.supervise('A')
  await lab.supervise('B')
  await lab.finished(await submit('first'), 240_000)
  web = await openWeb(lab.url, lab.dataDir)
  await lab.control.members.add(admin, { name: 'Op', email: 'op@example.org', password, role: 'operator' })
  browser = web.browser()
  assert.equal((await browser.signIn('op@example.org', password)).status, 200)
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
  writeDrill('Eight builds at once', rows)
})
const submit = (name: string) => lab.submit({ repo: odooRepository(path.join(server.base, 'code', name), 0.5) }, 'github_ci_runner.run')

/** Opens the page again and again until the signal; how long each took, in milliseconds. */
async function pageTimes(signal: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (!signal.aborted) {
    const asked = performance.now()
    const answer = await browser.fetch('/ci')
    await answer.text()
    assert.equal(answer.status, 200)
    times.push(performance.now() - asked)
    await pause(200)
  }
  return times.toSorted((one, other) => one - other)
}

const running = async (id: string) => (await lab.run(id)).view.startedAt !== null

test('eight builds at once: all run at the same time, none starves, the page stays usable, nothing is left', async () => {
  const found = onTheEngine()
  const stop = new AbortController()
  const pages = pageTimes(stop.signal)
  const ids = await Promise.all(Array.from({ length: builds }, (_, index) => submit(`at-once-${index}`)))
  await until(async () => (await Promise.all(ids.map(running))).every(Boolean), 60_000, lab.stories)
  const ends = await Promise.all(ids.map((id) => lab.finished(id, 600_000)))
  stop.abort()
  const times = await pages
  const views = await Promise.all(ids.map(async (id) => (await lab.run(id)).view))
  assert.deepEqual(new Set(ends), new Set(['failed']))
  for (const { tests, cause } of views) assert.deepEqual(tests, odooCounts, JSON.stringify(cause))
  const took = views
    .map(({ startedAt, finishedAt }) => Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? ''))
    .toSorted((a, b) => a - b)
  const [fastest = 0, slowest = 0] = [took[0], took.at(-1)]
  assert.ok(slowest < 2 * fastest, `the slowest took ${slowest} ms, the fastest ${fastest} ms`)
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.POSITIVE_INFINITY
  assert.ok(p95 < longestPageMs, `of ${times.length} looks at the page 95 % took up to ${p95} ms`)
  for (const id of ids) assert.deepEqual([...remainsOfOdoo(id), ...(await remains(lab, id))], [])
  assert.deepEqual(onTheEngine(), found)
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  const result = `all with true counts in ${seconds(fastest)} to ${seconds(slowest)} s; the CI page p95 ${Math.round(p95)} ms; nothing left`
  rows.push({ what: `${builds} builds at once, two workers`, result })
})
