import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkName, checkOwn } from './names.ts'
import { quoted, settings, withNulls } from './quote.ts'
import { scramVerifier } from './scram.ts'

test('a value is one line of psql, whatever is in it', () => {
  assert.equal(quoted(`it's \\ a\nb\rc :x "y"`), `'it''s \\\\ a\\nb\\rc :x "y"'`)
  assert.equal(settings({ a: 1, b: true, c: null, d: '' }), "\\set a '1'\n\\set b 'true'\n\\set d ''\n")
  assert.throws(() => quoted('a\0b'), { code: 'invalid' })
  assert.throws(() => settings({ 'x y': 1 }), { code: 'invalid' })
  assert.throws(() => settings({ ON_ERROR_STOP: 0 }), { code: 'invalid' })
})

test('a parameter that is null is null in the statement, and no other is touched', () => {
  assert.equal(withNulls(`select :'a', :'b', :'ab', :"a"`, { a: null, b: 1, ab: 2 }), `select null, :'b', :'ab', :"a"`)
})

test('names of databases and roles are plain words; those of the server itself cannot be changed', () => {
  for (const name of ['run_1', '_x', 'a'.repeat(63)]) assert.equal(checkName('role', name), name)
  for (const name of ['', 'Run', '1a', 'a-b', 'a b', 'a"b', "a'b", 'a'.repeat(64), 'a\n', 'ä'])
    assert.throws(() => checkName('database', name), { code: 'invalid' })
  for (const name of ['postgres', 'template0', 'template1', 'pg_monitor'])
    assert.throws(() => checkOwn('database', name), { code: 'refused' })
})

test('the verifier of a password is the one of RFC 7677, and differs each time', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
  // The keys of the example in section 3 of the RFC: user "user", password "pencil".
  assert.equal(
    scramVerifier('pencil', salt),
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
  assert.notEqual(scramVerifier('pencil'), scramVerifier('pencil'))
  for (const password of ['', 'naïve', 'a\nb', 'x'.repeat(1001)]) assert.throws(() => scramVerifier(password), { code: 'invalid' })
})
