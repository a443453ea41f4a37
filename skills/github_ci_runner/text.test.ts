import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { headAndTail, oneLine, plain } from './text.ts'

describe('plain', () => {
  it('takes out colours, as terminals and as reports write them, and control characters', () => {
    assert.equal(plain('\u001b[31mred\u001b[0m #x1B[1mbold#x1B[0m \u0000\u0007a\tb\r\nc'), 'red bold a\tb\nc')
  })
  it('mends half of a surrogate pair', () => {
    assert.equal(plain('a\ud83db'), 'a\ufffdb')
  })
})

describe('one line', () => {
  it('is what a text is without its line ends', () => {
    assert.equal(oneLine('  a\n  b\t c ', 80), 'a b c')
  })
  it('is cut at its limit and shows it', () => {
    assert.equal(oneLine('abcdef', 6), 'abcdef')
    assert.equal(oneLine('abcdefg', 6), 'abcde…')
  })
})

describe('head and tail', () => {
  it('are the whole text as long as it is small', () => {
    assert.equal(headAndTail('ü'.repeat(50), 100), 'ü'.repeat(50))
  })
  it('keep to the limit, cut no character in two, and say what is left out', () => {
    for (const text of ['a'.repeat(5000), 'ü'.repeat(5000), '€'.repeat(5000), '😀'.repeat(5000)]) {
      const cut = headAndTail(`${text}`, 1001)
      assert.ok(Buffer.byteLength(cut) <= 1001, `${Buffer.byteLength(cut)} bytes`)
      assert.match(cut, /^(.)\1*\n… \d+ bytes left out …\n\1+$/u)
    }
  })
})
