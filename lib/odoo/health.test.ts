import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeAnswer, judgeHealth } from './health.ts'

const passing = { status: 200, body: '{"status": "pass", "db_server_status": true}' }
const form = { status: 200, body: '<form><input type="hidden" name="csrf_token" value="4f2eo1"/></form>' }
const installed = [{ name: 'sale', state: 'installed' }]
const well = { series: '19.0', health: passing, login: form, modules: installed, isDatabaseChecked: true }

test('healthy is what was heard and is well in all three', () => {
  assert.deepEqual(judgeHealth(well), {
    state: 'healthy',
    reasons: ['Odoo listens, and its PostgreSQL server answers.', 'The page to sign in is there.', 'No module is between two states.'],
  })
  const plain = { status: 200, body: '{"status": "pass"}' }
  assert.equal(judgeHealth({ ...well, health: plain, isDatabaseChecked: false }).state, 'healthy')
  assert.equal(judgeHealth({ ...well, health: plain, series: '16.0' }).state, 'healthy', '16.0 ignores the question')
})

test('what was not heard is unknown, and never healthy', () => {
  const nothing = judgeHealth({ series: '19.0', health: null, login: null, modules: null, isDatabaseChecked: true })
  assert.equal(nothing.state, 'unknown')
  assert.equal(nothing.reasons.length, 3)
  for (const missing of ['health', 'login', 'modules'] as const) {
    const { state, reasons } = judgeHealth({ ...well, [missing]: null })
    assert.equal(state, 'unknown', missing)
    assert.equal(reasons.length, 1, missing)
  }
})

test('each answer is judged by what it proves', () => {
  const cases: [string, Partial<typeof well>, string, RegExp][] = [
    [
      'PostgreSQL away',
      { health: { status: 500, body: '{"status": "fail", "db_server_status": false}' } },
      'down',
      /PostgreSQL server does not answer/,
    ],
    ['a gateway without Odoo', { health: { status: 502, body: '<html>Bad Gateway</html>' } }, 'down', /\/web\/health answered 502/],
    ['something else that listens', { health: { status: 200, body: 'It works!' } }, 'degraded', /not with the status “pass”/],
    ['no object', { health: { status: 200, body: 'null' } }, 'degraded', /not with the status/],
    ['no word of PostgreSQL', { health: { status: 200, body: '{"status": "pass"}' } }, 'degraded', /says nothing of it/],
    ['a registry that does not load', { login: { status: 500, body: '' } }, 'down', /\/web\/login answered 500/],
    ['no database chosen', { login: { status: 303, body: '' } }, 'degraded', /leads elsewhere/],
    ['no page to sign in', { login: { status: 404, body: '' } }, 'degraded', /answered 404 instead of 200/],
    ['a page without a form', { login: { status: 200, body: 'csrf_token: "4f2eo1"' } }, 'degraded', /no CSRF token/],
    ['a form without a token', { login: { status: 200, body: '<input name="csrf_token" value=""/>' } }, 'degraded', /no CSRF token/],
    ['a token outside of a field', { login: { status: 200, body: '<meta name="csrf_token" value="x"/>' } }, 'degraded', /no CSRF token/],
    [
      'one stuck module',
      { modules: [{ name: 'sale', state: 'to upgrade' }] },
      'degraded',
      /^1 module is stuck, .*: sale \(to upgrade\)\.$/,
    ],
  ]
  for (const [name, change, state, reason] of cases) {
    const judged = judgeHealth({ ...well, ...change })
    assert.equal(judged.state, state, name)
    assert.equal(judged.reasons.length, 1, name)
    assert.match(judged.reasons[0] ?? '', reason, name)
  }
})

test('of several stuck modules the first are named and all are counted', () => {
  const modules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, state: name === 'a' ? 'to remove' : 'to install' }))
  assert.deepEqual(judgeHealth({ ...well, modules }).reasons, [
    '7 modules are stuck, and no scheduled job runs: a (to remove), b (to install), c (to install), d (to install), e (to install) and 2 more.',
  ])
})

test('the worst of what was heard decides, and all that is not well is told', () => {
  const both = judgeHealth({ ...well, login: { status: 503, body: '' }, modules: null })
  assert.equal(both.state, 'down')
  assert.equal(both.reasons.length, 2)
})

test('who answers is not down, and is healthy in the words of its series alone', () => {
  const plain = { status: 200, body: '{"status": "pass"}' }
  assert.deepEqual(judgeAnswer(passing, '19.0'), { state: 'healthy', reason: 'Odoo listens, and its PostgreSQL server answers.' })
  assert.deepEqual(judgeAnswer(plain, '16.0'), { state: 'healthy', reason: 'Odoo listens.' })
  assert.deepEqual(judgeAnswer(plain, undefined), { state: 'healthy', reason: 'Odoo listens.' })
  assert.deepEqual(judgeAnswer(passing, undefined), { state: 'healthy', reason: 'Odoo listens, and its PostgreSQL server answers.' })
  assert.equal(judgeAnswer(plain, '17.0').state, 'degraded', '17.0 was asked about PostgreSQL')
  for (const answer of [
    { status: 502, body: '' },
    { status: 200, body: 'It works!' },
    { status: 302, body: '' },
  ])
    assert.equal(judgeAnswer(answer, '19.0').state, 'degraded')
  assert.deepEqual(judgeAnswer({ status: 500, body: '{"status": "fail", "db_server_status": false}' }, undefined), {
    state: 'degraded',
    reason: 'Odoo says that its PostgreSQL server does not answer.',
  })
})
