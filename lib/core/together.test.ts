import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './together.ts'

test('a failure is told when the others have ended, and the first in order is told', async () => {
  const ended: string[] = []
  const slow = Promise.withResolvers<void>()
  const work = together(
    slow.promise.then(() => ended.push('slow')),
    Promise.reject(new Error('first')),
    Promise.reject(new Error('second')),
  )
  slow.resolve()
  await assert.rejects(work, { message: 'first' })
  assert.deepEqual(ended, ['slow'])
})

test('nothing is told where all went well', async () => {
  assert.equal(await together(Promise.resolve(1), Promise.resolve(2)), undefined)
})
