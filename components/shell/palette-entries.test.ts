import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Entry, entryOfRun, found, namedRun, recentFrom, withRecent } from './palette-entries.ts'

const entry = (title: string, detail = ''): Entry => ({ id: title, title, detail, href: `/${title}` })

test('a run is gone to by its id, or by the beginning of one', () => {
  assert.equal(namedRun('run 8F3A')?.href, '/runs/8f3a')
  assert.equal(namedRun(' 5e0c7a1f9b42 ')?.href, '/runs/5e0c7a1f9b42')
  for (const text of ['', 'run', 'run 8f3', 'restore', '5e0c7a1f9b4200', 'run 8f3a ../x']) assert.equal(namedRun(text), null, text)
  assert.deepEqual(entryOfRun({ id: '8f3a', title: 'CI of example', status: 'waiting_approval' as never }).detail, '8f3a waiting approval')
})

test('what is found has every word that was typed, in any order and case', () => {
  const entries = [entry('Create a token', 'control_room.create_token'), entry('Revoke a token'), entry('Audit')]
  assert.deepEqual(
    found(entries, 'TOKEN  create').map(({ title }) => title),
    ['Create a token'],
  )
  assert.equal(found(entries, '').length, 3)
})

test('the newest choice stands first, each once, eight at most', () => {
  let recent: Entry[] = []
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'b']) recent = withRecent(recent, entry(name))
  assert.deepEqual(
    recent.map(({ title }) => title),
    ['b', 'i', 'h', 'g', 'f', 'e', 'd', 'c'],
  )
})

test('that something may not be used is told when it is so, not remembered', () => {
  const refused = { ...entry('drop'), refusal: 'Not in CI guard.' }
  assert.deepEqual(withRecent([], refused), [entry('drop')])
})

test('what the browser has kept is read with suspicion', () => {
  assert.deepEqual(recentFrom(JSON.stringify([entry('audit')])), [entry('audit')])
  for (const href of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])
    assert.deepEqual(recentFrom(JSON.stringify([{ ...entry('x'), href }])), [])
  for (const text of [null, '', '{', '{}', '[1, null, {}]']) assert.deepEqual(recentFrom(text), [])
})
