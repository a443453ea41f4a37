import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { framesOf } from './frames.ts'

function framed(kind: number, text: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = kind
  header.writeUInt32BE(text.length, 4)
  return Buffer.concat([header, text])
}

async function* inPieces(whole: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer | string> {
  let at = 0
  for (const size of sizes) {
    yield whole.subarray(at, at + size)
    at += size
  }
  if (at < whole.length) yield whole.subarray(at)
}

async function read(stream: AsyncIterable<Buffer | string>): Promise<{ out: string; err: string }> {
  const texts = { out: '', err: '' }
  for await (const { stream: name, chunk } of framesOf(stream)) texts[name] += chunk.toString('latin1')
  return texts
}

test('what was written to each stream arrives whole and in order, however the connection cuts it', async () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(frames, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }), async (written, sizes) => {
      const whole = Buffer.concat(written.map(([kind, text]) => framed(kind, Buffer.from(text))))
      const of = (kind: number) =>
        Buffer.concat(written.filter(([one]) => one === kind).map(([, text]) => Buffer.from(text))).toString('latin1')
      assert.deepEqual(await read(inPieces(whole, sizes)), { out: of(1), err: of(2) })
    }),
  )
})

test('a connection that ends within a frame gives what came of it, and text counts as its bytes', async () => {
  const cut = framed(1, Buffer.from('whole line\n')).subarray(0, 13)
  assert.deepEqual(await read(inPieces(cut, [])), { out: 'whole', err: '' })
  async function* asText() {
    yield `\u0002\0\0\0\0\0\0\u0003abc`
  }
  assert.deepEqual(await read(asText()), { out: '', err: 'abc' })
})
