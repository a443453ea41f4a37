import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LogWriter, longestLogBytes, type RawLine } from './log-writer.ts'

const now = new Date('2026-11-22T03:12:44.000Z')

test('lines arrive in order, in chunks, and a flush brings the rest', async () => {
  const chunks: RawLine[][] = []
  const writer = new LogWriter(async (lines) => void chunks.push(lines))
  for (let line = 0; line < 3000; line += 1) await writer.add(`line ${line} ${'x'.repeat(50)}`, 'out', now)
  await writer.flush()
  assert.ok(chunks.length > 1, 'more than 64 KiB is more than one chunk')
  assert.deepEqual(
    chunks.flat().map(([, , text]) => Number(text.split(' ')[1])),
    Array.from({ length: 3000 }, (_, index) => index),
  )
  assert.deepEqual(chunks[0]?.[0]?.slice(0, 2), [now.toISOString(), 'out'])
})

test('a few lines are handed over without a flush, after a quarter of a second', async () => {
  const { promise, resolve } = Promise.withResolvers<RawLine[]>()
  const writer = new LogWriter(async (lines) => resolve(lines))
  await writer.add('alone', 'err', now)
  assert.deepEqual(await promise, [[now.toISOString(), 'err', 'alone']])
})

test('a slow store makes the producer wait instead of piling up', async () => {
  const gate = Promise.withResolvers<void>()
  let most = 0
  const writer = new LogWriter(async (lines) => {
    most = Math.max(
      most,
      lines.reduce((sum, [, , text]) => sum + text.length, 0),
    )
    await gate.promise
  })
  let added = 0
  const producing = (async () => {
    for (; added < 2000; added += 1) await writer.add('y'.repeat(1000), 'out', now)
  })()
  await new Promise((resolve) => setImmediate(resolve))
  assert.ok(added < 1000, `it stopped after ${added}`)
  gate.resolve()
  await producing
  await writer.flush()
  assert.equal(added, 2000)
  assert.ok(most < 1_500_000)
})

test('a failure to write reaches whoever flushes', async () => {
  const writer = new LogWriter(() => Promise.reject(new Error('no room')))
  await writer.add('x', 'out', now)
  await assert.rejects(writer.flush(), /no room/)
})

test('a line is cut, and so is a log without end, and both are said', async () => {
  const kept: string[] = []
  const writer = new LogWriter(async (lines) => void kept.push(...lines.map(([, , text]) => text)))
  await writer.add('z'.repeat(20_000), 'out', now)
  await writer.flush()
  assert.match(kept[0] ?? '', /… \(3616 characters cut\)$/)
  kept.length = 0
  const line = 'w'.repeat(16 * 1024)
  for (let bytes = 0; bytes < longestLogBytes + 10 * line.length; bytes += line.length) {
    await writer.add(line, 'out', now)
    if (kept.length > 100) kept.splice(0, 90)
  }
  await writer.flush()
  assert.match(kept.at(-1) ?? '', /The log is cut here: \d+ more lines were not kept/)
})
