import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KeyMap, KeyReader, pauseMs } from './key-reader.ts'

const mapOf = (...names: string[]): KeyMap => Object.fromEntries(names.map((name) => [name, () => {}]))

/** A frame that goes to places, and a page with single keys as a run has them. */
const frame = mapOf('g c', 'g r', 'g ,', 'j')
const page = mapOf('c', 'r')

/** What the keys did, one after the other; a number is a pause. */
function pressed(...keys: (string | number)[]): string[] {
  const reader = new KeyReader()
  for (const map of [frame, page]) reader.add(() => map)
  const names = new Map([...Object.entries(frame), ...Object.entries(page)].map(([name, act]) => [act, name]))
  let at = 0
  return keys.flatMap((key) => {
    at += typeof key === 'number' ? key : 10
    const act = typeof key === 'number' ? undefined : reader.read(key, at)
    return act ? [names.get(act) ?? ''] : []
  })
}

test('whoever has begun a pair means a pair, whatever map has its second key alone', () => {
  assert.deepEqual(pressed('g', 'c'), ['g c'])
  assert.deepEqual(pressed('g', 'r'), ['g r'])
  assert.deepEqual(pressed('g', 'j'), [], 'a pair that there is not does nothing')
  assert.deepEqual(pressed('g', 'g', 'c'), ['g c'])
  assert.deepEqual(pressed('g', 'Shift', ','), ['g ,'], 'what is held on the way is no key')
})

test('a key alone is itself, also after a pair and after a pause', () => {
  assert.deepEqual(pressed('c', 'r', 'j'), ['c', 'r', 'j'])
  assert.deepEqual(pressed('g', 'c', 'c'), ['g c', 'c'])
  assert.deepEqual(pressed('g', 'j', 'c'), ['c'])
  assert.deepEqual(pressed('g', pauseMs, 'c'), ['c'])
})

test('of two maps with the same key the later has it, until it goes', () => {
  const reader = new KeyReader()
  const [first, second] = [mapOf('o'), mapOf('o')]
  reader.add(() => first)
  const leave = reader.add(() => second)
  assert.equal(reader.read('o', 1), second.o)
  leave()
  assert.equal(reader.read('o', 2), first.o)
  assert.equal(reader.isEmpty, false)
})
