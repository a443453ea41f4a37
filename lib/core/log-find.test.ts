import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockOf, finderOf, findIn } from './log-find.ts'

const lines = ['Alpha', 'beta one', '', 'alpha (two)', 'end\nof', 'gamma']
const block = blockOf(lines, 11, 'test', new Uint8Array(lines.length))
const found = (text: string, how: { isRegex?: boolean; matchCase?: boolean; from?: number; most?: number } = {}) => {
  const { isRegex = false, matchCase = false, from = 1, most = 100 } = how
  const numbers: number[] = []
  findIn(block, finderOf({ text, isRegex, matchCase }), from, (line) => {
    numbers.push(line)
    return numbers.length < most
  })
  return numbers
}

test('a text is found whatever its case, or only in its own, once a line', () => {
  assert.deepEqual(found('ALPHA'), [11, 14])
  assert.deepEqual(found('alpha', { matchCase: true }), [14])
  assert.deepEqual(found('a'), [11, 12, 14, 16])
  assert.deepEqual(found('(two)'), [14])
  assert.deepEqual(found('nowhere'), [])
})

test('a search begins where it is told to, and ends when there is enough', () => {
  assert.deepEqual(found('a', { from: 12 }), [12, 14, 16])
  assert.deepEqual(found('a', { most: 2 }), [11, 12])
  assert.deepEqual(found('a', { from: 99 }), [])
})

test('an expression sees one line at a time', () => {
  assert.deepEqual(found('^a.*a$', { isRegex: true }), [11])
  assert.deepEqual(found('one\\s', { isRegex: true }), [], 'the end of a line is no part of it')
  assert.deepEqual(found('a[^x]*g', { isRegex: true }), [])
  assert.deepEqual(found('[^x]*a', { isRegex: true }), [11, 12, 14, 16])
  assert.deepEqual(found('^$', { isRegex: true }), [13])
  assert.deepEqual(found('x*', { isRegex: true }), [11, 12, 13, 14, 15, 16])
  assert.deepEqual(found('\\)$', { isRegex: true }), [14])
})

test('an expression that looks around sees no other line', () => {
  assert.deepEqual(found('a(?!\\s*\\(|lpha)', { isRegex: true }), [11, 12, 16])
  assert.deepEqual(found('beta(?![^]*gamma)', { isRegex: true }), [12])
  assert.deepEqual(found('(?<=alpha )\\(', { isRegex: true, most: 1 }), [14])
})

test('a line with an end of line within is one line', () => {
  assert.deepEqual(found('end of'), [15])
})

test('the same lines are found as by looking at each alone', () => {
  const many = Array.from({ length: 500 }, (_, index) => `${'ab c\td'.repeat(index % 7)} ${index} ${index % 3 ? 'FAIL' : ''}`)
  const all = blockOf(many, 1, 'test', new Uint8Array(many.length))
  for (const text of ['\\s+$', '\\d\\d\\s', 'b\\sc[^d]*d', 'FAIL$', '^$|7', '\\W{3,}', '(?=.*FAIL)b c', '$']) {
    const numbers: number[] = []
    findIn(all, finderOf({ text, isRegex: true, matchCase: true }), 1, (line) => numbers.push(line) > 0)
    const alone = new RegExp(text)
    assert.deepEqual(
      numbers,
      many.flatMap((line, index) => (alone.test(line) ? [index + 1] : [])),
      text,
    )
  }
})
