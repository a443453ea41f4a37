import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { headAndTail, lineReader, longestLine } from './process-output.ts'

/** The lines of a text that arrives in chunks of `size` bytes. */
function linesOf(bytes: Buffer, size: number): string[] {
  const reader = lineReader()
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += size) lines.push(...reader.take(bytes.subarray(at, at + size)))
  return [...lines, ...reader.end()]
}

describe('lines of an output', () => {
  const cases: [string, string | Buffer, string[]][] = [
    ['nothing', '', []],
    ['empty lines', '\n\na\n', ['', '', 'a']],
    ['no newline at the end', 'a\nb', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\r\n', ['a', 'b']],
    ['a progress bar shows its last state', '10%\r50%\r100%\ndone\n', ['100%', 'done']],
    ['a progress bar that ends in a carriage return', '10%\r99%\r', ['99%']],
    ['an empty rewrite keeps what is seen', 'kept\r\r\n', ['kept']],
    ['characters of several bytes', 'ü€😀\n', ['ü€😀']],
    ['a byte order mark is kept', '\uFEFFa\n', ['\uFEFFa']],
    ['invalid UTF-8 is replaced', Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xe2, 0x82]), ['a\uFFFDb', '\uFFFD']],
  ]
  for (const [name, text, expected] of cases) {
    it(`${name}, wherever the chunks are cut`, () => {
      for (const size of [1, 2, 3, 1000]) assert.deepEqual(linesOf(Buffer.from(text as string), size), expected)
    })
  }

  it('over 16 KiB are cut, and say by how much', () => {
    const text = `${'x'.repeat(longestLine + 5)}\n${'y'.repeat(longestLine)}\n`
    assert.deepEqual(linesOf(Buffer.from(text), 1000), [`${'x'.repeat(longestLine)} … cut, 5 more characters`, 'y'.repeat(longestLine)])
  })

  it('hold no more than one line in memory while none ends', () => {
    const reader = lineReader()
    for (let count = 0; count < 1000; count += 1) assert.deepEqual(reader.take(Buffer.alloc(65_536, 'x')), [])
    assert.match(reader.end()[0] ?? '', /cut, 65519616 more characters$/)
  })
})

describe('head and tail', () => {
  it('are the whole text up to the limit', () => {
    for (const size of [0, 1, 50, 99, 100]) {
      const kept = headAndTail(100)
      for (let count = 0; count < size; count += 1) kept.take(Buffer.from(String(count % 10)))
      assert.deepEqual([kept.result().truncated, kept.result().text.length], [false, size])
    }
  })

  it('leave out exactly the middle, however it arrives', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('')
    for (const size of [1, 7, 60, 4_999, 5_000]) {
      const kept = headAndTail(100)
      for (let at = 0; at < text.length; at += size) kept.take(Buffer.from(text.slice(at, at + size)))
      assert.deepEqual(kept.result(), { truncated: true, text: `${text.slice(0, 50)}\n… 4900 bytes left out …\n${text.slice(-50)}` })
    }
  })
})
