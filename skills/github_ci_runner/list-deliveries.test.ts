import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeliveryFilter } from '../../lib/core/store.ts'
import { modesFrom } from '../../lib/modes/modes.ts'
import { labSettings, storeOf } from './bench.fixture.ts'
import { listDeliveries } from './list-deliveries.ts'

test('the store is asked for what was asked, and for fifty where nothing was said', async () => {
  const asked: DeliveryFilter[] = []
  const deliveries = {
    list: async (filter: DeliveryFilter) => {
      asked.push(filter)
      return { rows: [], next: null }
    },
  }
  const actor = { id: 'u1', name: 'Ada', role: 'viewer', surface: 'web' } as const
  const context = { actor, store: { ...storeOf([]), deliveries }, settings: labSettings, modes: modesFrom('ops_surgeon') }
  for (const input of [{}, { outcome: 'failed', cursor: '7', limit: 2 }]) {
    const answer = listDeliveries.output.parse(await listDeliveries.answer(context, listDeliveries.input.parse(input)))
    assert.deepEqual([answer.rows, answer.next], [[], null])
  }
  assert.deepEqual(asked, [
    { outcome: undefined, cursor: undefined, limit: 50 },
    { outcome: 'failed', cursor: '7', limit: 2 },
  ])
  assert.ok(listDeliveries.input.safeParse(listDeliveries.example).success)
})
