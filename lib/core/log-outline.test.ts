import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { marksOf } from './log-marks.ts'
import { outlineOf } from './log-outline.ts'

const marksOfAll = (texts: string[]) =>
  marksOf(
    texts.map((text) => ['', 'out', text]),
    0,
  )
const told = (texts: string[], from = 1) =>
  outlineOf({ from, marks: marksOfAll(texts), stretches: [{ from, to: from + texts.length - 1, step: 'test', attempt: 1 }] })

test('errors and failed tests are told by their lines', () => {
  const outline = told(['fine', 'FAIL: test_a (x)', 'fine', 'ValueError: no'], 11)
  assert.deepEqual(outline.errors, [12, 14])
  assert.deepEqual(outline.failedTests, [12])
  assert.deepEqual([outline.errorCount, outline.failedTestCount], [2, 1])
  assert.deepEqual(outline.steps, [{ from: 11, to: 14, step: 'test', attempt: 1 }])
})

test('of very many the first thousand are told, and how many there are', () => {
  const outline = told(Array.from({ length: 4_000 }, (_, index) => (index % 2 ? 'fine' : 'FAIL: test_a (x)')))
  assert.deepEqual(
    [outline.errors.length, outline.errorCount, outline.failedTests.length, outline.failedTestCount],
    [1_000, 2_000, 1_000, 2_000],
  )
})

test('a page gets the mark of every line', () => {
  const texts = ['fine', 'ERROR: no']
  assert.deepEqual([...inflateRawSync(Buffer.from(told(texts).marks, 'base64'))], [...marksOfAll(texts)])
})
