import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPassing, untilAnswered } from './retry.ts'

const coded = (code: string, message = 'm') => Object.assign(new Error(message), { code })

test('an error of a lost connection passes, one of the data does not', () => {
  const passing = [
    coded('ECONNREFUSED'),
    coded('57P03', 'the database system is starting up'),
    coded('P2028'),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('Connection terminated unexpectedly'),
    new Error('Raw query failed. Code: `57P01`. Message: `terminating connection`'),
    new Error('outer', { cause: coded('ECONNRESET') }),
  ]
  for (const error of passing) assert.equal(isPassing(error), true, error.message)
  for (const error of [
    coded('23505', 'duplicate key'),
    coded('42P01', 'no such table'),
    new Error('run 1 belongs to another execution'),
    'text',
    null,
  ]) {
    assert.equal(isPassing(error), false, String(error))
  }
})

test('a write is repeated until the database answers, and another error is thrown at once', async () => {
  let turns = 0
  const answer = await untilAnswered(async () => {
    turns += 1
    if (turns < 3) throw coded('ECONNREFUSED')
    return 'done'
  })
  assert.deepEqual([answer, turns], ['done', 3])
  await assert.rejects(
    untilAnswered(() => Promise.reject(coded('23505', 'duplicate key'))),
    /duplicate key/,
  )
})
