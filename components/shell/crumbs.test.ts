import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crumbsOf } from './crumbs.ts'

const named = [
  { href: '/runs', title: 'Activity' },
  { href: '/skills', title: 'Skills' },
  { href: '/settings', title: 'Settings' },
  { href: '/settings/members', title: 'Members' },
]
const titles = (path: string) => crumbsOf(path, named).map(({ title }) => title)

test('a place is its own way, a section comes after its place', () => {
  assert.deepEqual(titles('/runs'), ['Activity'])
  assert.deepEqual(titles('/settings/members'), ['Settings', 'Members'])
  assert.deepEqual(titles('/'), [])
})

test('what has no name is called as its address says: a run by its short id, a verb by its address', () => {
  assert.deepEqual(titles('/runs/0123456789ab'), ['Activity', '01234567'])
  assert.deepEqual(titles('/skills/control_room/audit'), ['Skills', 'control_room.audit'])
  assert.deepEqual(titles('/runs/crm%20x'), ['Activity', 'crm x'])
  assert.deepEqual(titles('/runs/%zz'), ['Activity', '%zz'])
  assert.deepEqual(titles('/nowhere'), ['nowhere'])
})

test('each step leads to where it says', () => {
  assert.deepEqual(
    crumbsOf('/settings/members', named).map(({ href }) => href),
    ['/settings', '/settings/members'],
  )
})
