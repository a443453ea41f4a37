import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunRow } from '../../lib/core/store.ts'
import { modesFrom } from '../../lib/modes/modes.ts'
import { labSettings, rowOf, storeOf } from './bench.fixture.ts'
import { connections } from './connections.ts'

const tie = { repository: 'crm', part: 'webhook', ok: true, message: 'It calls us.', hint: '' }

/** The answer where these runs ended well, and these are under way, by their addresses. */
async function told(ended: RunRow[], open: Record<string, RunRow> = {}) {
  const store = storeOf([])
  const list: typeof store.runs.list = async ({ status, address }) => {
    const found = open[address ?? '']
    return { rows: status?.includes('succeeded') ? ended : found ? [found] : [], next: null }
  }
  const actor = { id: 'u', name: 'Ada', role: 'viewer', surface: 'web' } as const
  const context = { actor, store: { ...store, runs: { ...store.runs, list } }, settings: labSettings, modes: modesFrom('ops_surgeon') }
  const { observedAt, ...answer } = connections.output.parse(await connections.answer(context, {}))
  assert.ok(!Number.isNaN(Date.parse(observedAt)))
  return answer
}

test('before the first check nothing is known', async () => {
  assert.deepEqual(await told([]), { rows: [], at: null, run: null, running: { check: null, repair: null } })
})

test('the last check is told with its time and its run, and what is under way with its own', async () => {
  const check = rowOf({ id: 'r1' }, { output: { rows: [tie] }, finishedAt: 'then' })
  assert.deepEqual(await told([check], { 'github_ci_runner.repair_connection': rowOf({ id: 'r2' }) }), {
    rows: [tie],
    at: 'then',
    run: 'r1',
    running: { check: null, repair: 'r2' },
  })
})

test('the output of another release is no finding', async () => {
  const old = rowOf({ id: 'r1' }, { output: { rows: [{ name: 'crm' }] }, finishedAt: 'then' })
  assert.deepEqual((await told([old])).rows, [])
})
