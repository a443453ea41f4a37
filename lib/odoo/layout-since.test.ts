import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sinceOf, type TracedChange } from './layout-since.ts'

/** Newest first: `file: before > after` of a commit, with a dash where there was no file. */
const history = (...lines: string[]): TracedChange[] =>
  lines.map((line) => {
    const [, commit = '', path = '', before = '', after = ''] = /^(\w+) (\w+): (\S+) > (\S+)$/.exec(line) ?? []
    const id = (text: string) => (text === '-' ? null : text)
    return { commit, path, author: 'Ada', at: '2026-01-01T00:00:00Z', before: id(before), after: id(after) }
  })
const texts = new Map(['good', 'bad', 'worse'].map((id) => [id, id]))
const since = (changes: TracedChange[], isWhole = true, files = ['a']) =>
  sinceOf({ files, holds: (all) => all[0] !== null && all.some((text) => text === 'bad' || text === 'worse') }, { changes, isWhole, texts })
    ?.commit ?? null

test('the commit after which it was always so is the one, not a later that changed something else', () => {
  assert.equal(since(history('three a: bad > worse', 'two a: good > bad', 'one a: - > good')), 'two')
})

test('what was mended and broken again came in with the last breakage', () => {
  assert.equal(since(history('three a: good > bad', 'two a: bad > good', 'one a: - > bad')), 'three')
})

test('what was always so came in with the first commit, where all of them were read', () => {
  assert.equal(since(history('one a: - > bad')), 'one')
  assert.equal(since(history('two a: bad > worse')), 'two')
  assert.equal(since(history('two a: bad > worse'), false), null)
})

test('what is not committed has no commit', () => {
  assert.equal(since(history('one a: - > good')), null)
  assert.equal(since([]), null)
  assert.equal(since(history('one a: bad > -')), null)
})

test('what one commit did to several files is one change', () => {
  assert.equal(since(history('two a: good > bad', 'two b: good > bad', 'one a: - > good', 'one b: - > good'), true, ['a', 'b']), 'two')
})

test('a text that was not read makes no finding', () => {
  assert.equal(since(history('one a: - > lost')), null)
})
