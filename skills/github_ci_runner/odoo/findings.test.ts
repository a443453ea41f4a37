import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Finding, inOrder, judgeChecks, rendered } from './findings.ts'

const one: Finding = { rule: 'r', severity: 'error', module: 'm', file: 'm/a.py', line: 3, column: 7, message: 'Bad.' }
const warning: Finding = { ...one, severity: 'warning' }

test('a finding is one line, with what of its place is known', () => {
  assert.equal(rendered(one), 'm/a.py:3:7: error r: Bad.')
  assert.equal(rendered({ ...one, column: null }), 'm/a.py:3: error r: Bad.')
  assert.equal(rendered({ ...warning, line: null, column: null }), 'm/a.py: warning r: Bad.')
  assert.equal(rendered({ ...one, file: null, line: null, column: null }), 'error r: Bad.')
})

test('the order is by file, line, column, rule and message, whatever it was', () => {
  const sorted = [
    { ...one, file: null, line: null, column: null },
    { ...one, line: null, column: null },
    { ...one, line: 2 },
    { ...one, column: 1 },
    one,
    { ...one, message: 'Worse.' },
    { ...one, rule: 's' },
    { ...one, line: 10 },
    { ...one, file: 'm/b.py', line: 1 },
  ]
  assert.deepEqual(sorted.toReversed().sort(inOrder), sorted)
  assert.deepEqual([...sorted.slice(4), ...sorted.slice(0, 4)].sort(inOrder), sorted)
  for (const [at, a] of sorted.entries())
    for (const [where, b] of sorted.entries()) assert.equal(Math.sign(inOrder(a, { ...b })), Math.sign(at - where))
})

test('the first error is named before any warning, and the summary counts both', () => {
  const later = { ...one, file: 'z' }
  assert.deepEqual(judgeChecks([warning, later, one]), {
    errors: 2,
    warnings: 1,
    first: later,
    summary: 'The static checks found 2 errors and 1 warning.',
  })
  assert.deepEqual(judgeChecks([warning, warning]), {
    errors: 0,
    warnings: 2,
    first: warning,
    summary: 'The static checks found 2 warnings.',
  })
  assert.equal(judgeChecks([one]).summary, 'The static checks found 1 error.')
  assert.deepEqual(judgeChecks([]), { errors: 0, warnings: 0, first: null, summary: 'The static checks found nothing wrong.' })
})
