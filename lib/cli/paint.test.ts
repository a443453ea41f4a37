import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { paint, safeLine } from './paint.ts'

test('colours stay on a terminal and go elsewhere', () => {
  assert.equal(safeLine(`a ${paint.red('b')}`, false), 'a b')
  assert.equal(safeLine(`a ${paint.red('b')}`, true), 'a \u001b[31mb\u001b[39m\u001b[0m')
  assert.equal(safeLine('plain', true), 'plain')
})

test('what tested code writes cannot move the cursor, name the window or reach the clipboard', () => {
  for (const hostile of [
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\u001b]52;c;aGk=\u0007',
    '\u001b[10A',
    '\u0008',
    '\u0007',
    '\u009b2J',
    '\u001bc',
  ])
    for (const isColoured of [true, false]) assert.equal(safeLine(`a${hostile}b`, isColoured), 'ab', JSON.stringify(hostile))
})

test('no control character is left but those of colours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      assert.doesNotMatch(safeLine(line, false), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
    }),
  )
})

test('of a line that was overwritten the last state is shown', () => {
  assert.equal(safeLine('10 %\r50 %\r100 %', false), '100 %')
  assert.equal(safeLine('done\r', false), 'done')
})
