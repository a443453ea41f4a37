import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunRow } from '../../lib/core/store.ts'
import { atMost, folded, liveCount, withNewest, withOlder } from './merge-pages.ts'

/** A run of the second that its number says; `state` tells its copies apart. */
const run = (second: number, state = ''): RunRow =>
  ({ id: `id${second}`, title: state, createdAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z` }) as RunRow
const ids = (rows: readonly RunRow[]) => rows.map(({ id }) => id)
const known = { rows: [run(5), run(4), run(3), run(2)], next: 'after2' }

test('the newest page replaces what it shows, and what is older stays with the place where it goes on', () => {
  const after = withNewest(known, { rows: [run(6), run(5, 'new'), run(4)], next: 'after4' })
  assert.deepEqual([ids(after.rows), after.next, after.rows[1]?.title], [['id6', 'id5', 'id4', 'id3', 'id2'], 'after2', 'new'])
})

test('what has left the filter is not shown among the newest any more', () => {
  assert.deepEqual(ids(withNewest(known, { rows: [run(5), run(3)], next: 'x' }).rows), ['id5', 'id3', 'id2'])
})

test('no row is left out: a page that does not reach what was known is all that is known', () => {
  const page = { rows: [run(9), run(8)], next: 'after8' }
  assert.equal(withNewest(known, page), page)
  const none = { rows: [], next: null }
  assert.equal(withNewest(known, none), none)
})

test('a page that shows all there is ends the list', () => {
  assert.equal(withNewest({ rows: [run(2)], next: null }, { rows: [run(3), run(2)], next: null }).next, null)
})

test('runs of the same millisecond keep the order of their ids', () => {
  const twin = (id: string): RunRow => ({ ...run(5), id })
  const after = withNewest({ rows: [twin('c'), twin('b'), twin('a')], next: null }, { rows: [twin('c'), twin('b')], next: 'x' })
  assert.deepEqual(ids(after.rows), ['c', 'b', 'a'])
})

test('a further page comes after, each run once', () => {
  const after = withOlder(known, { rows: [run(2), run(1)], next: null })
  assert.deepEqual([ids(after.rows), after.next], [['id5', 'id4', 'id3', 'id2', 'id1'], null])
})

test('as many are read again as reach the last one that has not ended, within bounds', () => {
  const isOver = ({ title }: RunRow) => title !== 'open'
  const bounds = { page: 2, most: 4 }
  assert.equal(liveCount(known.rows, isOver, bounds), 2)
  assert.equal(liveCount([run(5), run(4), run(3, 'open')], isOver, bounds), 3)
  assert.equal(liveCount([...known.rows, run(1, 'open')], isOver, bounds), 4)
})

test('a run that another one in the list repeats is folded away', () => {
  const again = { ...run(5), previous: 'id3' } as RunRow
  assert.deepEqual(ids(folded([again, run(4), run(3), run(2)])), ['id5', 'id4', 'id2'])
  assert.deepEqual(ids(folded([run(4), { ...run(3), previous: 'gone' } as RunRow])), ['id4', 'id3'])
})

test('a page holds so many rows and no more: the list goes on after the last of them', () => {
  assert.equal(atMost(known, 4), known)
  const cut = atMost(known, 3)
  assert.deepEqual([ids(cut.rows), cut.next], [['id5', 'id4', 'id3'], '2026-01-01T00:00:03.000Z~id3'])
})
