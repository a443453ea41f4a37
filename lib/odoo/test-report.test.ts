import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineOf, logLines, logNames, looksGreen, reportOf } from './logs.fixture.ts'
import { openOdooReport } from './test-report.ts'

/** What command and exit code of each real log say, as INDEX.txt of the captured logs has them. Warnings and errors by their lines. */
const facts: [string, Partial<Record<string, unknown>>][] = [
  [
    '00b',
    {
      load: 'base odoo.tools.convert.ParseError: while parsing /usr/lib/python3/dist-packages/odoo/addons/base/data/res_country_data.xml:19, somewhere inside <record id="af" model="res.country"> <field name="name">Afghanistan</field> <field name="code">af</field> <field name="currency_id" ref="AFN"/> <field eval="93" name="phone_code"/> </record>',
      errors: [36, 38, 39],
    },
  ],
  ['02', { tests: 'error failed skipped passed passed', summary: '1 1 of 5', warnings: [15], isGreen: false }],
  ['03', { tests: 'passed passed', summary: '0 0 of 2', warnings: [17], isGreen: true }],
  ['04', { load: "feas_broken_import ModuleNotFoundError: No module named 'a_module_that_does_not_exist'", errors: [12, 14, 15] }],
  ['05', { load: 'feas_syntax SyntaxError: invalid syntax', errors: [12, 14, 15] }],
  [
    '06',
    {
      load: 'feas_missing_dep odoo.exceptions.UserError: You try to install module "feas_missing_dep" that depends on module "no_such_addon". But the latter module is not available in your system.',
      unmet: ['Module feas_missing_dep needs the module no_such_addon, which Odoo does not find.'],
      errors: [11, 12],
    },
  ],
  ['07', { unknown: ['totally_unknown_module'], loaded: true, warnings: [9] }],
  [
    '08',
    {
      load: 'feas_bad_view odoo.tools.convert.ParseError: while parsing /mnt/addons/feas_bad_view/views/bad.xml:1 Error while validating view near: <form __validate__="1"><field name="no_such_field"/></form> Field "no_such_field" does not exist in model "res.partner"',
      errors: [14, 15],
    },
  ],
  [
    '09',
    {
      database: 'psycopg2.OperationalError: connection to server at "127.0.0.1", port 55999 failed: Connection refused',
      shutDown: false,
      errors: [6],
    },
  ],
  [
    '10',
    {
      database:
        'psycopg2.OperationalError: connection to server at "127.0.0.1", port 55432 failed: FATAL:  role "nobodyhere" does not exist',
      shutDown: false,
      errors: [6],
    },
  ],
  ['11', { loaded: true, warnings: [83, 104, 125, 162] }],
  ['14', { loaded: true, errors: [13] }],
  ['16-mail', { tests: 'error failed skipped passed passed', summary: '1 1 of 5', warnings: [15, 134, 220, 283] }],
]
const nothing = {
  tests: '',
  summary: null,
  load: null,
  unmet: [],
  unknown: [],
  database: null,
  warnings: [],
  errors: [],
  shutDown: true,
  isGreen: false,
}

test('each real log of Odoo 19 gives the facts that its command and its exit code stand for', () => {
  for (const [name, expected] of facts) {
    const report = reportOf(logLines(name))
    const { summary, loadFailure } = report
    assert.deepEqual(
      {
        tests: report.tests.map(({ status }) => status).join(' '),
        summary: summary && `${summary.failed} ${summary.errors} of ${summary.tests}`,
        loaded: report.modulesLoaded,
        load: loadFailure && `${loadFailure.module} ${loadFailure.message}`,
        unmet: report.unmetDependencies,
        unknown: report.unknownModules,
        database: report.databaseFailure,
        warnings: report.warnings.map(({ line }) => line),
        errors: report.errors.map(({ line }) => line),
        shutDown: report.shutDown,
        isGreen: looksGreen(report),
      },
      { ...nothing, loaded: 'tests' in expected, ...expected },
      name,
    )
    assert.equal(report.lines, logLines(name).length, name)
    assert.equal(report.unseen, 0, name)
  }
})

test('a failing test is told with its file, line, exception and traceback', () => {
  const [broken, failed, skipped] = reportOf(logLines('02')).tests
  assert.deepEqual(broken, {
    module: 'feas_tiny',
    className: 'TestFail',
    method: 'test_error',
    status: 'error',
    file: 'tests/test_fail.py',
    line: 7,
    durationMs: 1,
    message: 'ValueError: unexpected boom',
    traceback: `Traceback (most recent call last):
  File "/mnt/addons/feas_tiny/tests/test_fail.py", line 7, in test_error
    raise ValueError('unexpected boom')
ValueError: unexpected boom`,
  })
  assert.equal(failed?.message, 'AssertionError: 2 != 3 : arithmetic is broken')
  assert.deepEqual([skipped?.message, skipped?.traceback, skipped?.line], ['not today', null, null])
})

test('a module is told with what loading and testing it took', () => {
  const { modules } = reportOf(logLines('16-mail'))
  assert.equal(modules.length, 31)
  assert.deepEqual(modules[0], { name: 'feas_tiny', loaded: true, tests: 5, failed: 1, errors: 1, seconds: 0.1, queries: 35, warnings: 1 })
  assert.ok(modules.every(({ loaded }) => loaded))
  assert.equal(reportOf(logLines('05')).modules[0]?.loaded, false)
})

test('a log that is cut at any line is read, and never greener than the whole', () => {
  for (const name of ['02', '03', '04', '09', '16.0', '17.0', '19.0-hard', '19.0-connection']) {
    const lines = logLines(name)
    const isGreen = looksGreen(reportOf(lines))
    for (let length = 0; length < lines.length; length += 1)
      assert.ok(isGreen || !looksGreen(reportOf(lines.slice(0, length))), `${name}, cut after ${length} lines`)
  }
})

test('a log is green from the line on that counts its tests, and not before', () => {
  const lines = logLines('03')
  const summary = lines.findIndex((line) => line.includes('odoo.tests.result'))
  for (let length = 0; length <= lines.length; length += 1)
    assert.equal(looksGreen(reportOf(lines.slice(0, length))), length > summary, `${length}`)
})

test('tests are handed out once, as they end', () => {
  const reader = openOdooReport()
  const seen: string[] = []
  for (const line of logLines('02')) {
    reader.hear(line)
    seen.push(...reader.take().map(({ method }) => `${method} after ${line.slice(20, 23)}`))
  }
  assert.equal(seen.length, 5)
  reader.report()
  assert.deepEqual(reader.take(), [])
})

test('what is heard after the report is not counted', () => {
  const reader = openOdooReport()
  reader.hear(lineOf('ERROR', 'odoo.http', 'boom'))
  const report = reader.report()
  reader.hear(lineOf('ERROR', 'odoo.http', 'boom'))
  assert.equal(reader.report(), report)
  assert.equal(report.lines, 1)
})

test('no text makes it throw', () => {
  const prefixes = logNames().flatMap((name) => logLines(name).map((line) => line.slice(0, 90)))
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.constantFrom(...prefixes), fc.string({ unit: 'binary' })).map((parts) => parts.join('')),
  )
  fc.assert(fc.property(fc.array(line, { maxLength: 40 }), (lines) => void reportOf(lines)))
})
