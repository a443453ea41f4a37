import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskContext } from '../../lib/core/skill.ts'
import type { RunFilter } from '../../lib/core/store.ts'
import { counts } from './counts.ts'

test('counts are those of the filter, with the workers that answer', async () => {
  const asked: RunFilter[] = []
  const counted = { open: 1, passed: 2, warnings: 3, failing: 4, cancelled: 5 }
  const workers = { alive: 1, until: '2026-11-26T10:00:00.000Z' }
  const store = {
    runs: {
      counts: async (filter: RunFilter) => {
        asked.push(filter)
        return counted
      },
    },
    workers: { state: async () => workers },
  }
  const { observedAt, ...answer } = counts.output.parse(await counts.answer({ store } as unknown as AskContext, { address: 'a.*' }))
  assert.deepEqual(answer, { ...counted, workers })
  assert.deepEqual(asked, [{ address: 'a.*' }])
  assert.ok(Date.parse(observedAt) > 0)
})
