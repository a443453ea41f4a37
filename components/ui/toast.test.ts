import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answer, dismiss, shownToasts, watchToasts } from './toast.ts'

test('three answers are shown at most, the newest last, and each goes by itself', () => {
  let told = 0
  const leave = watchToasts(() => {
    told += 1
  })
  for (const text of ['one', 'two', 'three']) answer(text)
  answer('four', { href: '/runs/1', title: 'Follow' })
  assert.deepEqual(
    shownToasts().map(({ text, link }) => [text, link?.title]),
    [
      ['two', undefined],
      ['three', undefined],
      ['four', 'Follow'],
    ],
  )
  dismiss(shownToasts()[1]?.id ?? 0)
  leave()
  answer('five')
  assert.deepEqual(
    shownToasts().map(({ text }) => text),
    ['two', 'four', 'five'],
  )
  assert.equal(told, 5)
})
