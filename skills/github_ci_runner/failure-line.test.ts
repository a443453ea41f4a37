import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { failureLine } from './failure-line.ts'

const pytest = `def test_red():
>       helper(1)

tests/test_a.py:13: 
_ _ _ _ _
x = 1

lib/helper.py:70: AssertionError`

const python = `Traceback (most recent call last):
  File "tests/test_a.py", line 6, in test_fail
    self.helper()
  File "tests/test_a.py", line 8, in helper
  File "/usr/lib/python3.11/unittest/case.py", line 873, in assertEqual
AssertionError: 1 != 2`

describe('the line where a test failed', () => {
  const cases: [string, string, string, number | null][] = [
    ['is the last that pytest names in the file of the test', pytest, 'tests/test_a.py', 13],
    ['is the last that Python names in it', python, 'tests/test_a.py', 8],
    ['is found below an absolute path', 'File "/work/x/tests/test_a.py", line 4, in a', 'tests/test_a.py', 4],
    ['is that of the exception which came last', 'test_a.py:3: ZeroDivisionError\n\nThe above…\n\ntest_a.py:9: ValueError', 'test_a.py', 9],
    ['is the last in a mixture of both notations', 'test_a.py:3: X\n  File "test_a.py", line 9', 'test_a.py', 9],
    ['is not that of a file with a similar name', 'my_test_a.py:3: ValueError', 'test_a.py', null],
    ['is unknown without a traceback', '', 'test_a.py', null],
  ]
  for (const [name, traceback, file, line] of cases) it(name, () => assert.equal(failureLine(traceback, file), line))
})
