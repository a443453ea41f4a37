import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskContext } from '../../lib/core/skill.ts'
import type { RunFilter } from '../../lib/core/store.ts'
import { checks } from './checks.ts'

/** The runs that there are of each status, as the store would list them. */
async function checksWith(runs: Record<string, { id: string; view: { output: unknown } }>) {
  const list = async ({ status = [] }: RunFilter) => ({ rows: status.flatMap((one) => runs[one] ?? []), next: null })
  const context = { store: { runs: { list } } }
  return checks.output.parse(await checks.answer(context as unknown as AskContext, {}))
}

test('before the first check there is nothing to tell', async () => {
  const { rows, run, running } = await checksWith({})
  assert.deepEqual([rows, run, running], [[], null, null])
})

test('the last check is told, and one that is under way is named', async () => {
  const docker = { id: 'docker', title: 'Docker', ok: true, message: 'Docker 27', hint: '', durationMs: 3, at: '2026-11-26T10:00:00.000Z' }
  const succeeded = { id: 'r1', view: { output: { checks: [docker] } } }
  const { rows, run, running } = await checksWith({ succeeded, running: { id: 'r2', view: { output: null } } })
  assert.deepEqual([rows, run, running], [[docker], 'r1', 'r2'])
  assert.deepEqual((await checksWith({ succeeded: { id: 'r1', view: { output: null } } })).rows, [])
  assert.deepEqual((await checksWith({ succeeded: { id: 'r1', view: { output: 'odd' } } })).rows, [])
})
