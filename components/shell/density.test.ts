import assert from 'node:assert/strict'
import { test } from 'node:test'
import { densityOf } from './density.ts'

test('rows are comfortable unless a cookie says the one other word', () => {
  assert.deepEqual([undefined, '', 'compact', 'COMPACT', 'comfortable', '"><script>'].map(densityOf), [
    'comfortable',
    'comfortable',
    'compact',
    'comfortable',
    'comfortable',
    'comfortable',
  ])
})
