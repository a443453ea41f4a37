import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterAddress } from './filter-address.ts'

test('a filter stands readable in the address, and comes out of it as it was', () => {
  assert.equal(filterAddress('/runs', ''), '/runs')
  assert.equal(filterAddress('/runs', 'status:failed,open main'), '/runs?filter=status:failed,open+main')
  for (const filter of ['by:"Anna & Co" 100%', 'a+b #c ?', 'ä:ö,"ü"'])
    assert.equal(new URL(filterAddress('/runs', filter), 'http://x').searchParams.get('filter'), filter)
})
