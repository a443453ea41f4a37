import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { findControlRoom } from '../lib/start/find.ts'
import { clear, newPlace, processesOf } from './start-lab.ts'
import { type } from './terminal.ts'
import { until } from './until.ts'

let place = ''
let dataDir = ''
before(() => {
  place = newPlace()
  dataDir = path.join(place, 'data')
})
after(() => clear(place, dataDir))

async function devopsAgent(...args: string[]) {
  const typed = type('bin/devops-agent.mjs', [...args, '--data', dataDir, '--json'], {
    env: { DATABASE_URL: '', DATA_DIR: '', npm_lifecycle_event: 'npx' },
  })
  const code = await typed.ended
  return { code, document: typed.document(), stderr: typed.stderr() }
}

test('with no control room running, two commands at once start one engine, and the example is tested to its true end', async () => {
  const [green, red] = await Promise.all([
    devopsAgent('skill', 'run', 'github_ci_runner', '--repo', 'example', '--branch', 'main'),
    devopsAgent('ci', '--repo=example', '--branch=broken'),
  ])
  assert.match(green.stderr, /(^|\n)Starting the engine…\n/)
  assert.deepEqual([green.code, green.document.status, green.document.failures], [0, 'succeeded', []])
  assert.match(green.document.output.summary, /^\d+ tests passed, 0 failed/)
  assert.ok(existsSync(path.join(green.document.evidence.path, 'SUMMARY.md')))
  assert.deepEqual([red.code, red.document.status, red.document.cause.code], [10, 'failed', 'tests_failed'])
  assert.equal(red.document.failures.length, red.document.tests.failed + red.document.tests.error)
  assert.match(red.document.failures[0].file, /\.py$/)
  const status = await devopsAgent('status')
  assert.deepEqual([status.code, status.document.workers, status.document.pid], [0, 1, findControlRoom(dataDir)?.pid])
  assert.doesNotMatch(status.stderr, /Starting/)
  assert.equal((await devopsAgent('evidence', 'verify')).document.packs, 2)
})

test('the engine that a command started outlives it, and another takes its place when it has left', async () => {
  const first = findControlRoom(dataDir)
  assert.ok(first)
  process.kill(first.pid, 'SIGTERM')
  const again = await devopsAgent('runs', 'list')
  assert.deepEqual([again.code, again.document.rows.length], [0, 2])
  const second = findControlRoom(dataDir)
  assert.ok(second && second.pid !== first.pid)
  process.kill(second.pid, 'SIGTERM')
  await until(
    () => processesOf(place).length === 0,
    20_000,
    () => JSON.stringify(processesOf(place)),
  )
})

test('an engine that cannot start is a sentence with its last words', async () => {
  const strange = path.join(place, 'strange')
  writeFileSync(strange, 'no folder')
  const typed = type('bin/devops-agent.mjs', ['runs', 'list', '--data', strange], { env: { DATABASE_URL: '' } })
  assert.equal(await typed.ended, 15)
  assert.match(typed.stderr(), /Starting the engine…\nThe engine did not start: .*strange.*\n/)
  assert.doesNotMatch(typed.stderr(), /\n\s+at /)
})
