import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOf } from './failure.ts'

const of = (stderr: string) => {
  const { code, message } = failureOf(stderr, 'db')
  return [code, message]
}

test("the server's code says what a failure means, its words are the sentence", () => {
  const cases: [string, string, string][] = [
    ['42P04', 'conflict', 'database "a" already exists'],
    ['55006', 'conflict', 'database "a" is being accessed by other users'],
    ['3D000', 'not_found', 'database "a" does not exist'],
    ['42704', 'not_found', 'role "a" does not exist'],
    ['53100', 'unavailable', 'could not extend file'],
    ['57P03', 'unavailable', 'the database system is shutting down'],
    ['57014', 'timeout', 'canceling statement due to statement timeout'],
    ['XX000', 'conflict', 'tuple concurrently updated'],
    ['XX000', 'unavailable', 'checkpoint request failed'],
    ['42601', 'invalid', 'syntax error at or near "x"'],
  ]
  for (const [state, code, words] of cases)
    assert.deepEqual(of(`ERROR:  ${state}: ${words}\nLOCATION:  f, x.c:1\n`), [code, `PostgreSQL: ${words}.`])
})

test('who is not let in hears why, and a server that is not there is unavailable', () => {
  const prefix = 'psql: error: connection to server on socket "/run/x" failed: '
  const told = (code: string, words: string) => [code, `PostgreSQL in container db: ${words}.`]
  assert.deepEqual(of(`${prefix}FATAL:  database "x" does not exist\n`), told('not_found', 'database "x" does not exist'))
  assert.deepEqual(of(`${prefix}FATAL:  role "x" does not exist\n`), told('not_found', 'role "x" does not exist'))
  const template = 'database "t" is not currently accepting connections'
  assert.deepEqual(of(`${prefix}FATAL:  ${template}\n`), told('conflict', template))
  assert.deepEqual(of(`${prefix}FATAL:  the database system is starting up\n`), told('unavailable', 'the database system is starting up'))
  const absent = 'connection to server on socket "/run/x" failed: No such file or directory'
  assert.deepEqual(of(`psql: error: ${absent}\n\tIs the server running locally?\n`), told('unavailable', absent))
  assert.deepEqual(of(''), told('unavailable', 'psql said nothing'))
})
