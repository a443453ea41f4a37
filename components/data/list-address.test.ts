import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAddress } from './list-address.ts'

test('a filter stands in the address as the router keeps it, and an empty one does not', () => {
  assert.equal(listAddress('/runs', { status: 'passed', text: 'CI of a+b & c' }), '/runs?status=passed&text=CI%20of%20a%2Bb%20%26%20c')
  assert.equal(listAddress('/runs', { status: '', text: '' }), '/runs')
})
