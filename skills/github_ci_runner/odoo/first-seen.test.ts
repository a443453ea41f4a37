import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunFilter, RunRow } from '../../../lib/core/store.ts'
import { rowOf, storeOf } from '../bench.fixture.ts'
import { firstSeen } from './first-seen.ts'

const now = Date.parse('2026-06-30T00:00:00.000Z')
const warning = (message: string, module: string | null = 'a') => ({ module, logger: 'odoo.a', message })
const job = { repository: 'acme', sha: 'new', runId: 'r9' }
const former = (id: string, sha: string, messages: string[]): RunRow =>
  rowOf({ id, status: 'failed' }, { output: { commit: { sha }, odoo: { warnings: messages.map((message) => warning(message)) } } })

async function seen(rows: RunRow[], warnings = [warning('Order 12 is slow.'), warning('Fresh.')]) {
  const asked: RunFilter[] = []
  const list = async (filter: RunFilter) => {
    asked.push(filter)
    return { rows, next: null }
  }
  const of = await firstSeen({ runs: { ...storeOf([]).runs, list } }, { job, warnings }, now)
  return { found: warnings.map(of), asked }
}

test('a warning was first seen at the commit of the oldest run that has one of its kind, else at that of its own', async () => {
  const rows = [
    former('r4', 'four', ['Order 3 is slow.', 'Other.']),
    rowOf({ id: 'r3' }, { output: { commit: { sha: 'three' }, odoo: null } }),
    former('r2', 'two', ['Order 7 is slow.']),
    former('r1', 'one', ['Other.']),
  ]
  const { found, asked } = await seen(rows)
  assert.deepEqual(found, [
    { commit: 'two', run: 'r2' },
    { commit: 'new', run: 'r9' },
  ])
  assert.deepEqual(asked, [
    { address: 'github_ci_runner.*', tested: { repository: 'acme' }, after: '2026-04-01T00:00:00.000Z', limit: 200 },
  ])
})

test('nobody is asked where there is nothing to find', async () => {
  assert.deepEqual(await seen([], []), { found: [], asked: [] })
})
