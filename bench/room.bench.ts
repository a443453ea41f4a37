import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { slowRepository } from '../test/ci-lab.ts'
import { type Lab, openLab, openServer, operator } from '../test/lab.ts'
import { openWeb } from '../test/web.ts'
import { medianOf, type Row, writeBench } from './report.ts'

const rounds = 7
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
const rows: Row[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real', leaseMs: 15_000 })
  await lab.worker('A')
  web = await openWeb(lab.url, lab.dataDir)
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
  writeBench('The control room', rows)
})

const mebibytes = (pid: number | undefined) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
const memory = () => ({ site: mebibytes(web.child.pid), worker: mebibytes(lab.living().process.pid) })
const alone = { peer: null, peerName: '', unit: 'MiB' }

test('memory at rest: started, asked for its health, nothing run yet', async () => {
  for (let turn = 0; turn < 20; turn += 1) await fetch(`${web.address}/api/health`)
  const { site, worker } = memory()
  rows.push({ what: 'web server, resident at rest (budget 250 MB = 238 MiB)', ours: site, ...alone })
  rows.push({ what: 'web server and worker, resident at rest (budget 400 MB = 381 MiB)', ours: site + worker, ...alone })
  assert.ok(site <= 238, `web ${site} MiB`)
  assert.ok(site + worker <= 381, `web and worker ${site + worker} MiB`)
})

const ci = async (repo: string) => {
  const id = await lab.submit({ repo }, 'github_ci_runner.run')
  await lab.finished(id, 60_000)
  return id
}

test('a CI run against the same by hand: git clone and python -m unittest', async () => {
  const repo = slowRepository(path.join(server.base, 'bench'), 0.05)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    const id = await ci(repo)
    ours.push(performance.now() - started)
    const byHand = handRun(repo)
    theirs.push(byHand.ms)
    // The same output first: both count the same tests.
    const { tests } = (await lab.run(id)).view
    assert.deepEqual([tests.passed + tests.failed + tests.skipped, tests.failed, tests.skipped], byHand.counts)
  }
  rows.push({
    what: 'CI run of 6 tests, submitted to evidence packed',
    ours: medianOf(ours),
    peer: medianOf(theirs),
    peerName: 'git clone + python3 -m unittest, by hand',
    unit: 'ms',
  })
})

/** Total, failed and skipped as unittest prints them. */
function handRun(repo: string): { ms: number; counts: number[] } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'by-hand-'))
  const started = performance.now()
  execFileSync('git', ['clone', '--quiet', repo, folder])
  let said = ''
  try {
    execFileSync('/usr/bin/python3', ['-m', 'unittest', 'discover'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    said = String((error as { stderr: Buffer }).stderr)
  }
  const ms = performance.now() - started
  rmSync(folder, { recursive: true, force: true })
  const [, total] = /Ran (\d+) tests/.exec(said) ?? []
  const [, failed = 0, skipped = 0] = /failures=(\d+), skipped=(\d+)/.exec(said) ?? []
  return { ms, counts: [Number(total), Number(failed), Number(skipped)] }
}

test('from submission to the first step', async () => {
  const repo = slowRepository(path.join(server.base, 'first'), 0)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const events = await lab.events(await ci(repo))
    const at = (key: string) => events.find((event) => event.key === key)?.at.getTime() ?? Number.NaN
    times.push(at('resolve:started') - at('run:queued'))
  }
  const median = medianOf(times)
  assert.ok(median < 200, `${median} ms`)
  rows.push({ what: 'submission to first step (budget 200)', ours: median, peer: null, peerName: '', unit: 'ms' })
})

test('an event to a follower', async () => {
  const repo = slowRepository(path.join(server.base, 'follow'), 0.02)
  const id = await lab.submit({ repo }, 'github_ci_runner.run')
  const late: number[] = []
  for await (const event of await lab.control.follow(operator, id, 0, AbortSignal.timeout(60_000)))
    late.push(Date.now() - Date.parse(event.at))
  rows.push({ what: 'event written to event followed', ours: medianOf(late.slice(1)), peer: null, peerName: '', unit: 'ms' })
})

test('memory after the runs above', () => {
  const { site, worker } = memory()
  rows.push({ what: 'web server and worker, resident after the runs above (no budget)', ours: site + worker, ...alone })
  assert.ok(site + worker < 600, `${site} and ${worker} MiB`)
})
