import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnFile, traceLines, trimTraceback } from './traceback.ts'

const unittest = `Traceback (most recent call last):
  File "/usr/lib/python3.11/unittest/mock.py", line 1369, in patched
    return func(*newargs, **newkeywargs)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/work/tests/test_merge.py", line 41, in test_merge
    self.assertEqual(len(lead), 3)
AssertionError: 2 != 3
`

test('frames of libraries go, those of the project stay', () => {
  assert.equal(
    trimTraceback(unittest),
    `Traceback (most recent call last):
  File "/work/tests/test_merge.py", line 41, in test_merge
    self.assertEqual(len(lead), 3)
AssertionError: 2 != 3
`,
  )
})

test('a traceback of libraries alone stays whole', () => {
  const whole = 'Traceback (most recent call last):\n  File "/x/site-packages/a.py", line 1, in f\n    f()\nKeyError: 1'
  assert.equal(trimTraceback(whole), whole)
  assert.equal(trimTraceback(''), '')
})

test('pytest frames are told by their last line', () => {
  const own = 'def test_a():\n>       helper()\n\ntests/test_a.py:3: '
  const library =
    'def helper():\n>       raise ValueError("no")\nE       ValueError: no\n\n/venv/lib/python3.11/site-packages/lib.py:9: ValueError'
  const separator = '\n_ _ _ _ _ _ _ _\n'
  assert.equal(trimTraceback(own + separator + library), `${own}\n\nE       ValueError: no`)
  assert.equal(trimTraceback(own + separator + own), `${own}\n\n${own}`)
  assert.equal(trimTraceback(own), own)
  assert.equal(trimTraceback(library + separator + library), library + separator + library)
})

test('files of the project are told from those of Python', () => {
  assert.deepEqual(['tests/test_a.py', '/data/runs/1/src/a.py', 'src/lib/a.py'].map(isOwnFile), [true, true, true])
  assert.deepEqual(
    [
      '/usr/lib/python3/dist-packages/a.py',
      '/v/lib/python3.11/asyncio/base.py',
      '<frozen importlib._bootstrap>',
      '/v/site-packages/_pytest/python.py',
    ].map(isOwnFile),
    [false, false, false, false],
  )
})

test('the failing line and what the error says are marked', () => {
  assert.deepEqual(
    traceLines('>       assert 1 == 2\nE       assert 1 == 2\n    x = 1\nAssertionError: 2 != 3\n\n').map(({ mark }) => mark),
    ['>', 'E', '', 'E'],
  )
})
