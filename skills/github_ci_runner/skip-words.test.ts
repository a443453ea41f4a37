import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skipWords } from './skip-words.ts'

test('a message asks not to be tested by the words that GitHub knows, wherever they stand', () => {
  for (const words of [
    '[skip ci]',
    '[ci skip]',
    '[no ci]',
    '[skip actions]',
    '[actions skip]',
    '[CI SKIP]',
    '[skip-ci]',
    '[skip devops-agent]',
  ])
    assert.equal(skipWords(`Change a text\n\nNothing to test ${words} here.`), words)
})

test('or by a trailer at its end', () => {
  assert.equal(skipWords('Change a text\r\n\r\nskip-checks: true'), 'skip-checks: true')
  assert.equal(skipWords('Change\n\nReviewed-by: Ann\nskip-checks:true\nSigned-off-by: Ben\n'), 'skip-checks: true')
})

test('words that only look like it are none', () => {
  for (const message of ['', 'skip ci', 'Explain [skip ci', 'skip-checks: true in the middle\n\nof a text', 'x\n\nskip-checks: false'])
    assert.equal(skipWords(message), null, message)
})
