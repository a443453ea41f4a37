import assert from 'node:assert/strict'
import { readFileSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { RunView } from '../lib/core/run.ts'
import { accessRules, addon, passing } from '../skills/github_ci_runner/odoo/addon.fixture.ts'
import { repository } from './ci-lab.ts'
import { type Lab, openLab, openServer, operator } from './lab.ts'
import { onTheEngine, remainsOfOdoo } from './odoo-lab.ts'
import { until } from './until.ts'

const lines = 400_000
const longestAnswerMs = 2_000
const mostMemoryKiB = 700 * 1024
/** As fast as Python can, each line with its number. */
const flood = `import sys
for i in range(${lines}):
    sys.stdout.write("flood %d of a line as long as lines of a log are, with some words more\\n" % i)
sys.stdout.flush()
self.assertTrue(True)`

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real', leaseMs: 5000 })
  await lab.supervise('A')
})
after(async () => {
  await lab.close()
  await server.close()
})

/** The most memory that a process ever had. */
function peakKiB(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** Asks for the run until it has ended, and returns the longest that an answer took. */
async function watchedToItsEnd(id: string, withinMs: number): Promise<number> {
  let longest = 0
  const hasEnded = async () => {
    const asked = performance.now()
    const { status } = await lab.run(id)
    longest = Math.max(longest, performance.now() - asked)
    return status !== 'queued' && status !== 'running'
  }
  await until(hasEnded, withinMs, lab.stories)
  await lab.finished(id)
  return longest
}

/** The output is what the verb's schema says. */
function findingsOf(output: RunView['output']): { rule: string; file: string }[] {
  const odoo = output?.odoo as { findings: { rule: string; file: string }[] } | undefined
  return odoo?.findings ?? []
}

test('a test that writes 400,000 lines as fast as it can loses none, and nobody else waits for it', async () => {
  const repo = repository(path.join(server.base, 'code', 'flood'), addon('flood', { manifest: accessRules, tests: { test_flood: flood } }))
  const id = await lab.submit({ repo }, 'github_ci_runner.run')
  const longest = await watchedToItsEnd(id, 240_000)
  const { status, view } = await lab.run(id)
  assert.deepEqual([status, view.tests], ['succeeded', { passed: 1, failed: 0, error: 0, skipped: 0 }], JSON.stringify(view.cause))
  assert.ok(longest < longestAnswerMs, `an answer took ${longest} ms`)
  assert.ok(peakKiB(lab.living().process.pid) < mostMemoryKiB, `the worker had ${peakKiB(lab.living().process.pid)} KiB`)
  let next = 0
  for (let from = 1; from <= view.lines; from += 5000) {
    const { rows } = (await lab.control.ask(operator, 'control_room.log', { id, from, count: 5000 })) as { rows: { text: string }[] }
    for (const { text } of rows) if (text.startsWith('flood ')) assert.equal(text.split(' ')[1], String(next++))
  }
  assert.equal(next, lines)
  assert.deepEqual(remainsOfOdoo(id), [])
})

test('a file of 200 MB is told and does no harm', async () => {
  const before = onTheEngine()
  const files = addon('heavy', { manifest: accessRules, tests: passing })
  const repo = repository(path.join(server.base, 'code', 'heavy'), { ...files, 'addons/heavy/data/huge.csv': 'id,name\n' })
  truncateSync(path.join(repo, 'addons/heavy/data/huge.csv'), 200_000_000)
  const id = await lab.submit({ repo: repository(repo, {}) }, 'github_ci_runner.run')
  const longest = await watchedToItsEnd(id, 240_000)
  const { status, view } = await lab.run(id)
  assert.deepEqual([status, view.cause?.code], ['succeeded', 'warnings'], JSON.stringify(view.cause))
  const told = findingsOf(view.output).filter(({ rule }) => rule === 'file-too-large')
  assert.deepEqual(
    told.map(({ file }) => file),
    ['addons/heavy/data/huge.csv'],
  )
  assert.ok(longest < longestAnswerMs, `an answer took ${longest} ms`)
  assert.ok(peakKiB(lab.living().process.pid) < mostMemoryKiB, `the worker had ${peakKiB(lab.living().process.pid)} KiB`)
  assert.deepEqual(remainsOfOdoo(id), [])
  assert.deepEqual(onTheEngine(), before)
})
