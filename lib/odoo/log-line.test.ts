import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { millisecondsBetween, parseLogLine } from './log-line.ts'

const at = '2026-11-22 18:52:10,541'
const free = { queries: null, sqlSeconds: null, otherSeconds: null, cursorMode: null }

test('a line is taken apart, and outside a database it has none', () => {
  assert.deepEqual(parseLogLine(`${at} 24429 WARNING ci odoo.modules.loading: invalid module names, ignored: a: b  `), {
    at,
    pid: 24429,
    level: 'WARNING',
    database: 'ci',
    logger: 'odoo.modules.loading',
    message: 'invalid module names, ignored: a: b',
    ...free,
  })
  assert.equal(parseLogLine(`${at} 1 INFO ? odoo: Odoo version 19.0 `)?.database, null)
  assert.equal(parseLogLine(`${at} 1 INFO ? odoo:`)?.message, '')
})

test('the costs that end a line of werkzeug are read, and nothing of another logger is taken for them', () => {
  const line = `${at} 1 INFO ci werkzeug: 127.0.0.1 - - [22/Nov/2026 18:52:10] "GET / HTTP/1.1" 200 -`
  const message = line.slice(line.indexOf('127'))
  for (const [end, cost] of [
    ['12 0.001 0.019', { queries: 12, sqlSeconds: 0.001, otherSeconds: 0.019, cursorMode: null }],
    ['12 0.001 0.019 ro->rw', { queries: 12, sqlSeconds: 0.001, otherSeconds: 0.019, cursorMode: 'ro->rw' }],
    ['12 0.001 -0.000 -', { queries: 12, sqlSeconds: 0.001, otherSeconds: -0, cursorMode: null }],
    ['- - -', free],
    ['', free],
  ] as const)
    assert.deepEqual(
      parseLogLine(`${line} ${end}`),
      { at, pid: 1, level: 'INFO', database: 'ci', logger: 'werkzeug', message, ...cost },
      end,
    )
  assert.equal(parseLogLine(`${at} 1 INFO ci odoo.sql_db: took 12 0.001 0.019`)?.message, 'took 12 0.001 0.019')
})

test('colours are no part of a line', () => {
  const coloured = `${at} 1 \u001b[1;31m\u001b[1;49mERROR\u001b[0m ci werkzeug: 200 - \u001b[1;33m\u001b[1;49m120\u001b[0m 0.001 0.019`
  assert.deepEqual(parseLogLine(coloured), parseLogLine(`${at} 1 ERROR ci werkzeug: 200 - 120 0.001 0.019`))
})

test('RUNBOT is information, and so is whatever is heard in an attempt that is made again', () => {
  for (const level of ['RUNBOT', '_WARNING', '_ERROR', '_CRITICAL'])
    assert.equal(parseLogLine(`${at} 1 ${level} ci odoo: x`)?.level, 'INFO', level)
})

test('a line that begins no record is told from one that does', () => {
  for (const line of [
    '',
    ' ',
    'Traceback (most recent call last):',
    `${at} 1 NOTE ci odoo: x`,
    `x ${at} 1 INFO ci odoo: x`,
    `${at} 1 INFO ci odoo`,
    '\u001b',
  ])
    assert.equal(parseLogLine(line), null, line)
})

test('a line of a megabyte costs less than a tenth of a second, whatever is in it', () => {
  for (const part of ['a', ' ', '\u001b[', '\u001b[1', ' 1 0.001', '- ', ':', '1', `${at} 1 INFO ci odoo: `]) {
    const long = part.repeat(1_000_000 / part.length)
    for (const line of [long, `${at} 1 INFO ci werkzeug: ${long}`, `${at} 1 INFO ${long}`, `${at} 1 INFO ci ${long}`]) {
      const started = performance.now()
      parseLogLine(line)
      const tookMs = performance.now() - started
      assert.ok(tookMs < 100, `${tookMs.toFixed(0)} ms for ${JSON.stringify(part)}`)
    }
  }
})

test('no line makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseLogLine(text)))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.notEqual(parseLogLine(`${at} 1 INFO ci odoo: ${text}`), null)))
})

test('time between two lines is in milliseconds, over midnight too, and none when one is no time', () => {
  assert.equal(millisecondsBetween('2024-02-28 23:59:59,990', '2024-02-29 00:00:00,150'), 160)
  assert.equal(millisecondsBetween(at, at), 0)
  assert.equal(millisecondsBetween(at, 'later'), null)
  assert.equal(millisecondsBetween('', at), null)
})
