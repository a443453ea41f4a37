import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageReader, waitMs } from './sse.ts'

test('messages are whole however the stream is cut', () => {
  const stream = ': hello\n\nid: 1\ndata: {"seq":1}\n\nid: 2\r\ndata: a\r\ndata: b\r\n\r\nevent: end\ndata\n\nretry: 5\n\ndata: cut'
  const expected = [
    { event: 'message', data: '{"seq":1}' },
    { event: 'message', data: 'a\nb' },
    { event: 'end', data: '' },
  ]
  assert.deepEqual(new MessageReader().read(stream), expected)
  const reader = new MessageReader()
  assert.deepEqual(
    [...stream].flatMap((piece) => reader.read(piece)),
    expected,
  )
})

test('waits grow, with jitter on top', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 9].map((number) => waitMs(number, 0)),
    [1_000, 2_000, 5_000, 10_000, 30_000, 30_000],
  )
  assert.equal(waitMs(2, 1), 2_500)
})
