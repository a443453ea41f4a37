import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { listen } from './last-words.ts'

const heard = (...lines: string[]) => {
  const listener = listen()
  for (const line of lines) listener.hear(line)
  return { ...listener.lastWords(), last: listener.lastLine() }
}

describe('last words', () => {
  const cases: [string, string[], ReturnType<typeof heard>][] = [
    ['of nothing are none', [], { line: null, stopped: null, last: null }],
    ['are the last line', ['a', 'b'], { line: 'b', stopped: null, last: 'b' }],
    ['are not a frame', ['a', '=====', '', '=== 1 passed in 0.1s ===', '_ _ _'], { line: 'a', stopped: null, last: 'a' }],
    [
      'are the last that speak of trouble',
      ['ValueError: x', '\u001b[31mFatal Python error: Aborted\u001b[0m', 'Thread 1'],
      { line: 'Fatal Python error: Aborted', stopped: null, last: 'Thread 1' },
    ],
    [
      'of a test that has error in its name are no trouble',
      ['boom: error: no', 'test_error_handling ok'],
      { line: 'boom: error: no', stopped: null, last: 'test_error_handling ok' },
    ],
    [
      'say that pytest stopped',
      ['!!!!!!!!! _pytest.outcomes.Exit: enough !!!!!!!!!'],
      {
        line: '!!!!!!!!! _pytest.outcomes.Exit: enough !!!!!!!!!',
        stopped: '_pytest.outcomes.Exit: enough',
        last: '!!!!!!!!! _pytest.outcomes.Exit: enough !!!!!!!!!',
      },
    ],
  ]
  for (const [name, lines, expected] of cases) it(name, () => assert.deepEqual(heard(...lines), expected))
  it('are of the end only', () => {
    assert.equal(heard('Error: long ago', ...Array.from({ length: 100 }, (_, index) => `line ${index}`)).line, 'line 99')
  })
})
