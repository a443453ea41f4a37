import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { z } from 'zod'
import { closed, signedIn } from '../../lib/tools/github/adapters.fixture.ts'
import { carriedOut } from './connection.fixture.ts'
import { listRunners } from './list-runners.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'runners-'))
let site: Awaited<ReturnType<typeof signedIn>>
before(async () => {
  site = await signedIn({ root })
})
after(async () => {
  await closed(site.server)
  rmSync(root, { recursive: true })
})

const runner = { os: 'Linux', labels: ['self-hosted', 'Linux', 'X64'] }

test('each runner is idle, busy or offline; a repository without any has no row', async () => {
  site.crm.runners.push(
    { ...runner, id: 1, name: 'one', isOnline: true, isBusy: false },
    { ...runner, id: 2, name: 'two', isOnline: true, isBusy: true },
    { ...runner, id: 3, name: 'three', isOnline: false, isBusy: false },
  )
  const settings = { repositories: { crm: { url: site.repository, branch: 'main' } } }
  const { rows } = await carriedOut<z.output<typeof listRunners.output>>((context) => listRunners.run(context, {}), {
    github: site.again(),
    settings,
  })
  const told = { repository: 'crm', system: 'linux', labels: runner.labels }
  assert.deepEqual(rows, [
    { ...told, name: 'one', state: 'idle' },
    { ...told, name: 'three', state: 'offline' },
    { ...told, name: 'two', state: 'busy' },
  ])
  site.crm.runners.length = 0
  const none = await carriedOut((context) => listRunners.run(context, { repo: 'crm' }), { github: site.again(), settings })
  assert.deepEqual(none, { rows: [] })
})

test('a run is named after what it asks about, and says that it changes nothing', () => {
  assert.deepEqual(
    [{}, { repo: 'crm' }].map((input) => listRunners.label?.(input)),
    ['Runners of all repositories', 'Runners of crm'],
  )
  assert.match(listRunners.confirm?.({}) ?? '', /Nothing is changed\.$/)
  assert.equal(listRunners.lock?.({}), 'github:check')
})
