import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watch } from './watch.ts'

/** Watches with these answers, the last one for ever, and stops at the first action or at the last answer. */
async function actionAfter(answers: (boolean | null | Error)[], strikes: number): Promise<number | null> {
  let asked = 0
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const stop = watch({
    everyMs: 1,
    strikes,
    ask: async () => {
      const answer = answers[asked]
      asked += 1
      if (answer === undefined) resolve(null)
      if (answer instanceof Error) throw answer
      return answer === undefined ? true : answer
    },
    onDown: () => resolve(asked),
  })
  const result = await promise
  await stop()
  return result
}

test('so many noes in a row, and no fewer, lead to action', async () => {
  assert.equal(await actionAfter([false, false, true, false, false], 3), null)
  assert.equal(await actionAfter([true, false, false, false], 3), 4)
})

test('an error is a no; no answer neither counts nor forgives', async () => {
  assert.equal(await actionAfter([new Error('away'), null, false], 2), 3)
})

test('the end waits for an action under way, and none begins after it', async () => {
  const begun = Promise.withResolvers<void>()
  const events: string[] = []
  const stop = watch({
    everyMs: 1,
    strikes: 1,
    ask: async () => false,
    onDown: async () => {
      events.push('begun')
      begun.resolve()
      await new Promise((resolve) => setTimeout(resolve, 20))
      events.push('done')
    },
  })
  await begun.promise
  await stop()
  events.push('stopped')
  assert.deepEqual(events, ['begun', 'done', 'stopped'])
})
