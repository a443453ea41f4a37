import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../../lib/core/run.ts'
import type { RunFilter, RunRow } from '../../../lib/core/store.ts'
import { rowOf, storeOf } from '../bench.fixture.ts'
import { newWarnings } from './new-warnings.ts'

const now = Date.parse('2026-06-30T00:00:00.000Z')
const warning = (message: string, module: string | null = 'a') => ({ module, logger: 'odoo.a', message })
const run = {
  job: { repository: 'acme', sha: 'new', runId: 'r9' },
  commit: { ref: 'refs/heads/feature' },
  comparison: { name: 'main', sha: 'left' },
  warnings: [warning('Field 12 is slow.'), warning('Fresh.'), warning('Twice.'), warning('Twice.'), warning('Twice.', 'b')],
  warningCount: 5,
}
/** A run of the branch with these warnings; it may have had more than it lists, or another commit. */
const former = (id: string, messages: string[], { more = 0, sha = 'old', odoo = {} as JsonObject | null } = {}): RunRow => {
  const warnings = messages.map((message) => warning(message))
  const part = odoo && { image: 'odoo:19', warnings, warningCount: messages.length + more, ...odoo }
  return rowOf({ id }, { output: { commit: { sha }, odoo: part } })
}

async function compared(rows: RunRow[], change: Partial<typeof run> | object = {}) {
  const asked: RunFilter[] = []
  const list = async (filter: RunFilter) => {
    asked.push(filter)
    return { rows, next: null }
  }
  const store = { runs: { ...storeOf([]).runs, list } }
  return { news: await newWarnings(store, { ...run, ...change }, now), asked }
}

test('a warning is new when the branch has fewer of its kind; numbers in it do not make another one of it', async () => {
  const { news, asked } = await compared([former('r2', ['Field 7 is slow.', 'Twice.']), former('r1', [])])
  const here = { commit: 'new', run: 'r9' }
  // That it stood once in a run of the branch is where it was first seen.
  const before = { commit: 'old', run: 'r2' }
  assert.deepEqual(news, {
    ...{ count: 3, against: 'main', run: 'r2', isNew: [false, true, false, true, true] },
    firstSeen: [null, here, null, before, here],
  })
  assert.deepEqual(asked.slice(0, 1), [
    {
      address: 'github_ci_runner.*',
      status: ['succeeded'],
      tested: { repository: 'acme', ref: 'refs/heads/main' },
      after: '2026-04-01T00:00:00.000Z',
      limit: 10,
    },
  ])
})

test('a run of the branch itself is compared with an earlier commit of it', async () => {
  const change = { comparison: { because: 'the commit is part of main' }, commit: { ref: 'refs/heads/main' } }
  const { news, asked } = await compared([former('r3', ['Fresh.'], { sha: 'new' }), former('r2', ['Twice.'])], change)
  assert.deepEqual([news?.run, news?.count, asked[0]?.tested?.ref], ['r2', 4, 'refs/heads/main'])
})

test('what cannot be compared is not: a run that lists less than it had, one without Odoo, and a branch that never ran', async () => {
  const whole = former('r1', ['Fresh.'])
  const lacking = [
    former('r5', [], { more: 1 }),
    former('r4', [], { odoo: null }),
    former('r3', [], { odoo: { image: null } }),
    rowOf({ id: 'r2' }),
  ]
  assert.equal((await compared([...lacking, whole])).news?.run, 'r1')
  assert.equal((await compared(lacking)).news, null)
  const { news, asked } = await compared([whole], { warningCount: 6 })
  assert.deepEqual([news, asked], [null, []], 'one that lists less than it had cannot say which are new')
})
