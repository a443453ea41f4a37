import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../test/until.ts'
import { remembered } from './remembered.ts'

test('those who ask at once are one reading, and a fresh answer is given again', async () => {
  let read = 0
  const ask = remembered(60_000, async () => (read += 1))
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [1, 1, 1])
  assert.equal(await ask(), 1)
  assert.equal(read, 1)
})

test('an old answer is given at once, and made anew for the next', async () => {
  let read = 0
  const ask = remembered(-1, async () => (read += 1))
  assert.equal(await ask(), 1)
  await until(
    async () => (await ask()) > 1,
    5000,
    () => `still ${read}`,
  )
})

test('what cannot be read is said to the first who asks; later the last answer stays', async () => {
  let fails = true
  const ask = remembered(-1, async () => {
    if (fails) throw new Error('away')
    return 'here'
  })
  await assert.rejects(ask(), /away/)
  fails = false
  assert.equal(await ask(), 'here')
  fails = true
  await until(
    async () => (await ask()) === 'here',
    5000,
    () => 'it was lost',
  )
  assert.equal(await ask(), 'here')
})
