import assert from 'node:assert/strict'
import { test } from 'node:test'
import { places } from '../../config/site.ts'
import { phonePlaces } from './phone-places.ts'

const titles = (list: readonly { title: string }[]) => list.map(({ title }) => title)

test('the bar of a phone has at most five, and every place is in it or in More', () => {
  const { bar, more } = phonePlaces(places)
  assert.ok(bar.length + (more.length > 0 ? 1 : 0) <= 5)
  assert.deepEqual(titles([...bar, ...more]).sort(), titles(places).sort())
  assert.deepEqual(titles(bar), ['Overview', 'Activity', 'CI', 'Evidence'])
})

test('where five or fewer are, all stand in the bar; of too many that want to, the first do', () => {
  const few = places.slice(0, 5)
  assert.deepEqual(phonePlaces(few), { bar: few, more: [] })
  const many = Array.from({ length: 7 }, (_, place) => ({ title: String(place), onPhone: true as const }))
  assert.deepEqual(titles(phonePlaces(many).bar), ['0', '1', '2', '3'])
})
