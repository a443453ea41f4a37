import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePython } from './python-literal.ts'
import type { PythonValue } from './python-value.ts'

/** A value as plain JavaScript, where tuples and sets say what they are. */
function plain(value: PythonValue): unknown {
  switch (value.type) {
    case 'none':
      return null
    case 'ellipsis':
      return '...'
    case 'bytes':
      return `bytes ${Buffer.from(value.value).toString('hex')}`
    case 'complex':
      return [value.real, value.imaginary]
    case 'list':
      return value.items.map(plain)
    case 'tuple':
    case 'set':
      return { [value.type]: value.items.map(plain) }
    case 'dict':
      return Object.fromEntries(value.entries.map((entry) => [String(plain(entry.key)), plain(entry.value)]))
    default:
      return value.value
  }
}

function read(source: string | Uint8Array): PythonValue {
  const reading = parsePython(source)
  if (!reading.ok) assert.fail(`${JSON.stringify(source.slice(0, 100))}: ${reading.problem.message}`)
  return reading.value
}

const literals: [string, unknown][] = [
  ['None', null],
  ['[True, False, ...]', [true, false, '...']],
  ['0x_ff', 255n],
  ['0o17', 15n],
  ['0B1_0', 2n],
  ['-1_000', -1000n],
  ['123456789012345678901234567890', 123456789012345678901234567890n],
  ['+.5e1_0', 5e9],
  ['-1e999', Number.NEGATIVE_INFINITY],
  ['5.', 5],
  ['-2j', [-0, -2]],
  ['1-2j', [1, -2]],
  ['1.5+0j', [1.5, 0]],
  ['1,', { tuple: [1n] }],
  ['1, 2', { tuple: [1n, 2n] }],
  ['()', { tuple: [] }],
  ['((1), (2,),)', { tuple: [1n, { tuple: [2n] }] }],
  ['[[], [1,]]', [[], [1n]]],
  ['{1, 1.0, True, 2}', { set: [1n, 2n] }],
  ['set()', { set: [] }],
  ['{}', {}],
  [
    "{'a': 1, b'a': 2, None: 3, (1, 2j): 4, 0.5: 5, ...: 6, 'a': 7}",
    { a: 7n, 'bytes 61': 2n, null: 3n, '[object Object]': 4n, 0.5: 5n, '...': 6n },
  ],
  ["'a' \"b\" '''c\nd'''", 'abc\nd'],
  [
    `"\\x41\\u00e9\\U0001F600\\101\\0\\n\\'\\q\\
b"`,
    "Aé😀A\0\n'\\qb",
  ],
  ["'\\ud800'", '\ud800'],
  [`R'\\n' u"\\t"`, '\\n\t'],
  ["b'\\xff\\777\\N{X}\\u1' rb'\\x'", 'bytes ffff5c4e7b587d5c75315c78'],
  ["'''a''b\\''''", "a''b'"],
  ['# comment\n\n{ # one\n"a"\r\n:\t1\f}\n\n  # two\n', { a: 1n }],
  [' \t\\\n1 \\\n\n', 1n],
  ['[1, \\\n2]', [1n, 2n]],
  ['\f1', 1n],
]
test('literals of every kind have the value that Python gives them', () => {
  for (const [source, value] of literals) assert.deepEqual(plain(read(source)), value, source)
})

const refusals: [string, string, number, number][] = [
  ['', 'There is no value here: only blanks and comments.', 1, 1],
  ['# c\n', 'There is no value here: only blanks and comments.', 2, 1],
  ['[1, 2', 'The bracket [ is never closed.', 1, 1],
  ["{\n  'a': (1,\n}", '} cannot close (.', 3, 1],
  ['1]', '] closes a bracket that was never opened.', 1, 2],
  ["{'a': 1 'b': 2}", 'Here is a string, where a comma or } should be.', 1, 9],
  ["{'a' 1}", 'Here is a number, where a comma or } should be.', 1, 6],
  ["{'a': 1, 'b'}", 'Here is }, where a colon should be.', 1, 13],
  ['[,]', 'Here is ,, where a value should be.', 1, 2],
  ['[1 True]', 'Here is True, where a comma or ] should be.', 1, 4],
  ['1 2', 'Here is a number, where the end should be.', 1, 3],
  ['1,2 3', 'Here is a number, where a comma or the end should be.', 1, 5],
  ['1\n2', 'Here is a number, where the end should be.', 2, 1],
  ['-', 'Here is the end, where a value should be.', 1, 2],
  ['-\n', "Here is the line's end, where a value should be.", 1, 2],
  ['\n  1', 'The line is indented, where no bracket is open.', 2, 3],
  ['1\n  ', 'The line is indented, where no bracket is open.', 2, 3],
  ["{'a':\n  open('x')}", 'The name open is not a literal: only None, True and False are.', 2, 3],
  ['[set(1)]', 'The name set is not a literal: set() is the only call that is one.', 1, 2],
  ['(set, 1)', 'The name set is not a literal: set() is the only call that is one.', 1, 2],
  [`[1 ${'x'.repeat(50)}]`, 'Here is a name, where a comma or ] should be.', 1, 4],
  ["'a' + 'b'", 'A literal computes nothing: only a real and an imaginary number go together.', 1, 1],
  ['1j+1', 'A literal computes nothing: only a real and an imaginary number go together.', 1, 1],
  [`${'9'.repeat(400)}+1j`, 'The number is too large to be part of a complex one.', 1, 1],
  ['--1', 'Here is -, where a value should be.', 1, 2],
  ['-True', 'The sign - stands before a number only.', 1, 1],
  ['[f"{x}"]', 'An f-string is computed, and no literal.', 1, 2],
  ["'a' b'c'", 'Text and bytes cannot be put together.', 1, 5],
  ["b'é'", 'Bytes are written in ASCII: other characters need an escape such as \\xe9.', 1, 3],
  ["['a\n']", "The string that begins here is not closed: ' is missing.", 1, 2],
  ['"""a', 'The string that begins here is not closed: """ is missing.', 1, 1],
  ["'a\\x4'", 'The escape \\x needs 2 hexadecimal digits.', 1, 3],
  ["'\\U00110000'", 'The escape \\U00110000 is beyond the last character, \\U0010ffff.', 1, 2],
  ["'\\N{BULLET}'", 'Names of characters are not known here: write \\N{...} as the character, or with \\u.', 1, 2],
  ['[0777]', '0777 begins with a zero: octal numbers are written 0o17.', 1, 2],
  ['0xg', '0xg has no hexadecimal digit.', 1, 1],
  ['1_a', '1_a is not a number.', 1, 1],
  ['1'.repeat(4301), 'The number has 4301 digits, and Python reads 4300 at most.', 1, 1],
  ['{[]}', 'A list, dict or set is not in a set, and no key of a dict.', 1, 2],
  ['{1: 2, ({},): 3}', 'A list, dict or set is not in a set, and no key of a dict.', 1, 8],
  ['[1;', '; is not part of a literal.', 1, 3],
  ['é', 'é (U+00E9) is not part of a literal.', 1, 1],
  ['\v1', 'The character U+000B is not part of a literal.', 1, 1],
  ['1 \\ \n', 'A backslash must be the last of its line.', 1, 3],
  ['1 \\\n', 'A backslash continues the last line, and nothing follows.', 1, 3],
  ['[\n1,\0]', 'Here is a NUL byte, which no Python source may contain.', 2, 3],
  ["'\ud800'", 'Here is half of a surrogate pair, which is no text.', 1, 2],
]
test('what is no literal is refused with a sentence and its place', () => {
  for (const [source, message, line, column] of refusals)
    assert.deepEqual(parsePython(source), { ok: false, problem: { message, line, column } }, JSON.stringify(source))
})

test('a key of a dict knows its place, and whether it overwrote an earlier one', () => {
  const value = read("{\n  'a': 1,\r\n  'b': 2,\n  'a': 3}")
  assert.ok(value.type === 'dict')
  const found = value.entries.map(({ place, repeats }) => ({ ...place, repeats }))
  assert.deepEqual(found, [
    { line: 4, column: 3, repeats: true },
    { line: 3, column: 3, repeats: false },
  ])
})

const bytes = (text: string) => Buffer.from(text, 'latin1')
test('bytes are decoded as their byte order mark or their comment says', () => {
  assert.equal(plain(read(bytes('"\xc3\xa9"'))), 'é')
  assert.equal(plain(read(bytes('\xef\xbb\xbf"\xc3\xa9"'))), 'é')
  assert.equal(plain(read(bytes('#!/usr/bin/python\n# -*- coding: latin-1 -*-\n"\xe9"'))), 'é')
  assert.equal(plain(read(bytes('# coding: cp1252\n"\x80"'))), '€')
  assert.equal(plain(read(bytes('# coding: us-ascii\n"e"'))), 'e')
})

const undecodable: [string, string, number, number][] = [
  ['"a\n\xe9"', 'The byte 0xe9 is no UTF-8. A file in another coding says so in its first line: # coding: latin-1', 2, 1],
  ['"\xc3', 'The byte 0xc3 is no UTF-8. A file in another coding says so in its first line: # coding: latin-1', 1, 2],
  ['# coding: ascii\n"\xe9"', 'The byte 0xe9 is no character of ascii.', 2, 2],
  ['# coding: cp1252\n"\x81"', 'The byte 0x81 is no character of cp1252.', 2, 2],
  ['#\n# coding: koi8-r\n1', 'The coding koi8-r is not known here: utf-8, latin-1, cp1252 and ascii are.', 2, 1],
  ['\xef\xbb\xbf# coding: latin-1\n1', 'The file begins with the byte order mark of UTF-8, and says that its coding is latin-1.', 1, 1],
]
test('bytes that are no text in their coding are refused with the place', () => {
  for (const [source, message, line, column] of undecodable)
    assert.deepEqual(parsePython(bytes(source)), { ok: false, problem: { message, line, column } }, source)
})

test('a hundred thousand brackets and ten megabytes end in a refusal, and a megabyte of anything is read at once', () => {
  const places = ['['.repeat(100_000), `[${'1,'.repeat(5_000_000)}]`].map((source) => parsePython(source))
  assert.deepEqual(places, [
    { ok: false, problem: { message: 'Here is the 201st bracket within another, and Python reads 200 at most.', line: 1, column: 201 } },
    { ok: false, problem: { message: 'The source has 10000002 bytes, and 1048576 is the most that is read.', line: 1, column: 1 } },
  ])
  const million = 1_000_000
  const sources = [
    `'${'\\n'.repeat(million / 2)}'`,
    `0x${'f'.repeat(million)}`,
    `${'1_'.repeat(million / 2)}1.5`,
    `[${'"",'.repeat(million / 4)}]`,
    `${'\n'.repeat(million)}1`,
    `(${'"a" '.repeat(million / 4)})`,
    `{${Array.from({ length: million / 10 }, (_, index) => `${index}:0`).join()}}`,
  ]
  for (const source of sources) {
    const started = performance.now()
    read(source)
    assert.ok(performance.now() - started < 5_000, `${source.slice(0, 10)} took ${performance.now() - started} ms`)
  }
})
