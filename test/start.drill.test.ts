import assert from 'node:assert/strict'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { askDatabase } from '../lib/start/ask-database.ts'
import { findControlRoom } from '../lib/start/find.ts'
import { startedAt } from '../lib/start/process-identity.ts'
import { clear, newPlace, postmasterPid, processesOf, type Started, start } from './start-lab.ts'
import { until } from './until.ts'

let place = ''
let dataDir = ''
let started: Started
beforeEach(async () => {
  place = newPlace()
  dataDir = path.join(place, 'data')
  started = start(['--data', dataDir])
  await until(() => started.output().includes('First admin: '), 120_000, started.output)
})
afterEach(() => clear(place, dataDir))

const address = () => findControlRoom(dataDir)?.address ?? ''
const answers = () =>
  fetch(`${address()}/api/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  )

test('a web server that hangs is ended and started again', async () => {
  const [web = 0] = processesOf(place)
    .filter(({ command }) => command.startsWith('next-server'))
    .map(({ pid }) => pid)
  process.kill(web, 'SIGSTOP')
  await until(
    () => started.output().includes('web did not answer for half a minute and was killed; started again'),
    120_000,
    started.output,
  )
  assert.equal(startedAt(web), null)
  await until(answers, 10_000, started.output)
})

test('a database that hangs is ended and started again, and the pages are back by themselves', async () => {
  const hung = postmasterPid(dataDir)
  process.kill(hung, 'SIGSTOP')
  await until(() => started.output().includes('PostgreSQL did not answer for half a minute; started again'), 120_000, started.output)
  assert.equal(startedAt(hung), null)
  const url = findControlRoom(dataDir)?.databaseUrl ?? ''
  assert.equal((await askDatabase(url, { text: 'select 1' })).length, 1)
  await until(answers, 20_000, started.output)
})
