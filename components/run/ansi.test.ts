import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainText } from '../../lib/core/log-text.ts'
import { parseAnsi, plainStyle } from './ansi.ts'

const only = (line: string) => {
  const [segment] = parseAnsi(line)
  assert.ok(segment)
  return segment
}

test('SGR colours, weights and their ends', () => {
  assert.deepEqual(parseAnsi('a \x1b[31;1mred\x1b[0m b'), [
    { text: 'a ', style: plainStyle },
    { text: 'red', style: { ...plainStyle, colour: 'fail', bold: true } },
    { text: ' b', style: plainStyle },
  ])
  const on = {
    ...plainStyle,
    bold: true,
    dim: true,
    italic: true,
    underline: true,
    inverse: true,
    colour: 'ok' as const,
    ground: 'warn' as const,
  }
  assert.deepEqual(only('\x1b[1;2;3;4;7;92;103mx').style, on)
  assert.deepEqual(only('\x1b[1;2;3;4;7;32;43m\x1b[22;23;24;27;39;49mx').style, plainStyle)
  assert.deepEqual(only('\x1b[31m\x1b[mx').style, plainStyle)
  assert.deepEqual(only('\x1b[31;58mx').style.colour, 'fail')
})

test('256 colours and true colour become one of the eight', () => {
  const colour = (code: string) => only(`\x1b[${code}mx`).style.colour
  assert.equal(colour('38;5;9'), 'fail')
  assert.equal(colour('38;5;196'), 'fail')
  assert.equal(colour('38;5;46'), 'ok')
  assert.equal(colour('38;5;240'), 'muted')
  assert.equal(colour('38;5;250'), 'text')
  assert.equal(colour('38;2;0;120;255'), 'running')
  assert.equal(colour('38;2;20;20;20'), 'muted')
  assert.equal(colour('38;2;250;250;250'), 'text')
  assert.equal(colour('38;9'), null)
  assert.equal(only('\x1b[48;5;226mx').style.ground, 'warn')
  assert.equal(only('\x1b[38;2;255;0;0;1mx').style.bold, true)
})

test('every other escape and control character is dropped, its text is not', () => {
  const cases: [string, string][] = [
    ['\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07', 'link'],
    ['\x1b]0;title\x1b\\after', 'after'],
    ['\x1b]52;c;never ended', ''],
    ['\x1bPq#0\x1b\\x', 'x'],
    ['\x9b31mx', 'x'],
    ['\x1b[2J\x1b[1;1Hx\x1b[K', 'x'],
    ['\x1b[?25lx\x1b(By', 'xy'],
    ['a\x00b\x08c\x7f', 'abc'],
    ['tab\there', 'tab\there'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['cut \x1b[', 'cut '],
    ['cut \x1b', 'cut '],
  ]
  for (const [line, text] of cases) {
    assert.equal(plainText(line), text)
    assert.equal(
      parseAnsi(line)
        .map((segment) => segment.text)
        .join(''),
      text,
    )
  }
})

test('a line that was rewritten shows what was written last', () => {
  assert.equal(plainText('10 %\r50 %\r100 %\r'), '100 %')
  assert.equal(plainText('\r'), '')
})
