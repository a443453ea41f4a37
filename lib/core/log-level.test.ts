import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelOf, odooHead } from './log-level.ts'

const stamp = '2026-11-22 03:12:44,204 123'

test('a record of Odoo is known by its head, with the level that it names', () => {
  const levels = { DEBUG: 'info', INFO: 'info', WARNING: 'warning', ERROR: 'error', CRITICAL: 'error' }
  for (const [word, level] of Object.entries(levels)) {
    const line = `${stamp} ${word} db odoo.addons.x: said ERROR`
    const record = odooHead(line)
    assert.equal(record?.level, level)
    assert.equal(line.slice(record?.from, record?.to), word)
    assert.equal(line.slice(record?.said), 'odoo.addons.x: said ERROR')
  }
  assert.equal(odooHead(`${stamp} INFO ? odoo: Odoo version 19.0 `)?.level, 'info')
  assert.equal(odooHead(`${stamp} INFO db werkzeug: 127.0.0.1 - - "GET / HTTP/1.1" 200 -`)?.level, 'info')
})

test('every other line is none', () => {
  const lines = [
    'Traceback (most recent call last):',
    '  File "/x.py", line 1, in f',
    '',
    '2026-11-22 03:12:44 ERROR db x: y',
    `${stamp} said: nothing`,
    `${stamp} ERROR`,
    ` ${stamp} ERROR db x: y`,
  ]
  for (const line of lines) assert.equal(odooHead(line), null, line)
})

test('levels are read from the words', () => {
  const of = (level: string, texts: string[]) =>
    assert.deepEqual(
      texts.map(levelOf),
      texts.map(() => level),
    )
  of('error', [
    'E   assert 2 == 3',
    'FAILED tests/test_a.py::test_b',
    'FAIL: test_b',
    'Traceback (most recent call last):',
    'ValueError: no',
    '2026-01-01 1 ERROR db x: y',
  ])
  of('warning', ['WARNING: pip is old', '2026-01-01 1 WARNING db x: y'])
  of('info', ['12 passed', 'no errors found', 'Collecting pytest'])
})
