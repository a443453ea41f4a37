import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawLine } from '../core/log-writer.ts'
import { packLines, unpackLines, unpackNow, unpackTexts } from './log-chunk.ts'

const at = '2026-11-22T03:12:44.000Z'

test('lines come out as they went in, all of them or their texts', async () => {
  const texts = [
    '',
    'plain',
    'a "quoted" one',
    'a \\ backslash',
    'é ü 漢 😀',
    '\u001b[31mred',
    'two\nlines',
    '"]',
    '","out","',
    "['out']",
    '\t',
  ]
  const lines = texts.flatMap((text): RawLine[] => [
    [at, 'out', text],
    [at, 'err', text],
    ['', 'err', text],
  ])
  const data = await packLines(lines)
  assert.deepEqual(await unpackLines(data), lines)
  assert.deepEqual(unpackNow(data), lines)
  assert.deepEqual(
    unpackTexts(data),
    lines.map(([, , text]) => text),
  )
})
