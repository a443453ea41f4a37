import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Entry, entryOfRun, found, idIn, named, recentFrom, withRecent } from './palette-entries.ts'

const entry = (title: string, detail = ''): Entry => ({ id: title, title, detail, href: `/${title}` })

test('a run is meant by its id, or by the beginning of one', () => {
  assert.deepEqual(['run 8F3', 'run 8F3A', ' 5e0c7a1f9b42 ', 'dd00c98'].map(idIn), ['8f3', '8f3a', '5e0c7a1f9b42', 'dd00c98'])
  for (const text of ['', 'run', '8f3', 'restore', '5e0c7a1f9b4200', 'run 8f3a ../x', '#142']) assert.equal(idIn(text), null, text)
})

test('only a run that was found is offered by its id; one that was found by its commit stands among the runs', () => {
  const byId = entryOfRun({ id: 'dd00c98a1111', title: 'CI of example', status: 'succeeded' })
  const byCommit = entryOfRun({ id: '5e0c7a1f9b42', title: 'CI of other', status: 'failed' })
  const { straight, others } = named([byId, byCommit], 'dd00c98')
  assert.deepEqual(
    straight.map(({ title, detail, href }) => [title, detail, href]),
    [['Open run dd00c98a1111', 'CI of example', '/runs/dd00c98a1111']],
  )
  assert.deepEqual(others, [byCommit])
  assert.deepEqual(named([byCommit], 'dd00c98'), { straight: [], others: [byCommit] })
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
