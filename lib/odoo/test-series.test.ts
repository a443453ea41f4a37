import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logLines, reportOf } from './logs.fixture.ts'

test('a real run with subtests, classes that cannot be set up, retries and failing demo data is told test by test', () => {
  const report = reportOf(logLines('19.0-hard'))
  assert.deepEqual(
    report.tests.map(({ className, method, status, file, line, message }) =>
      [className, method, status, file?.slice('tests/'.length), line, message].join(' '),
    ),
    [
      'TestSub test_many failed test_hard.py 7 (i=1) AssertionError: 1 != 0',
      "TestSub test_multi failed test_hard.py 11 AssertionError: Lists differ: ['a', 'a', 'a'] != ['b', 'b', 'b']",
      'TestSub test_skip_inside skipped test_hard.py  not here : really',
      'TestSkipped test_a skipped test_hard.py  whole class',
      "TestSetup setUpClass error test_hard.py 20 KeyError: 'partner'",
      'TestSetupSkip setUpClass skipped test_hard.py  no chrome',
      'TestTear test_ok passed test_hard.py  ',
      'TestTear tearDownClass error test_hard.py 34 ValueError: tear',
      'TestFlaky test_flaky failed test_retry.py 7 AssertionError: 1 not greater than 1',
      'TestPost test_warns passed test_hard.py  ',
      'TestPost test_z error test_hard.py 43 psycopg2.errors.UndefinedTable: relation "nowhere" does not exist',
    ],
  )
  assert.deepEqual(
    report.modules.find(({ name }) => name === 't_hard'),
    { name: 't_hard', loaded: true, tests: 8, failed: 4, errors: 3, seconds: 0.13, queries: 22, warnings: 2 },
  )
  assert.deepEqual([report.summary?.tests, report.unseen, report.modulesLoaded, report.databaseFailure], [9, 0, true, null])
  assert.equal(report.demoFailures[0]?.module, 't_hard')
  assert.deepEqual([report.warnings.map(({ line }) => line), report.errors.map(({ line }) => line)], [[113, 341], [343]])
})

test('a real run whose connection is cut tells the database and not the module', () => {
  const { databaseFailure, loadFailure, tests } = reportOf(logLines('19.0-connection'))
  assert.equal(databaseFailure, 'psycopg2.OperationalError: server closed the connection unexpectedly')
  assert.equal(loadFailure?.module, null)
  assert.deepEqual(
    tests.map(({ status }) => status),
    ['passed', 'error', 'error'],
  )
})

// The logs 16.0 to 18.0 are written after the format strings of those series: odoo/tests/{result,suite,common}.py and
// odoo/modules/{loading,graph}.py, odoo/netsvc.py and odoo/service/server.py. No such Odoo ran for them.
test('16.0: tests at installation, over midnight, whole classes that fail or are skipped', () => {
  const report = reportOf(logLines('16.0'))
  assert.deepEqual(
    report.tests.map(({ module, className, method, status, file, line, durationMs, message }) =>
      [module, className, method, status, file, line, durationMs, message].join(' '),
    ),
    [
      "sale_x TestOrder test_price failed tests/test_order.py 21 250 AssertionError: Lists differ: ['a'] != ['a', 'b']",
      'sale_y TestFlow test_send passed tests/test_flow.py  250 ',
      "sale_y TestSetup setUpClass error tests/test_setup.py 6  KeyError: 'partner'",
      'sale_y TestTour setUpClass skipped tests/test_tour.py   Chrome executable not found',
      'sale_y TestOther test_last passed tests/test_flow.py  90 ',
    ],
  )
  assert.deepEqual(
    report.modules.map(({ name, tests, failed, errors, seconds, warnings }) => [name, tests, failed, errors, seconds, warnings]),
    [
      ['sale_x', 1, 1, 0, 1.94, 1],
      ['sale_y', 2, 0, 1, 0.54, 0],
    ],
  )
  assert.equal(report.modulesLoaded, true, 'a line about failing tests stands in place of the usual one')
  assert.equal(report.errorCount, 0, 'counts of tests are no errors of their own')
  assert.equal(report.warningCount, 1, 'a missing wkhtmltopdf is no fault of an addon')
})

test('17.0: what is tried again counts once, subtests count for their test, and demo data and states are told', () => {
  const report = reportOf(logLines('17.0'))
  const [flaky, many] = report.tests
  assert.equal(report.tests.length, 2)
  assert.deepEqual([flaky?.status, flaky?.traceback, flaky?.durationMs], ['passed', null, 300])
  assert.deepEqual([many?.status, many?.message, many?.line], ['failed', '(line=2) AssertionError: 2 != 1', 15])
  assert.match(many?.traceback ?? '', /^Subtest \(line=2\)\nTraceback.*\n\nSubtest \(line=3\)\n.*division by zero$/s)
  assert.equal(report.unseen, 0, 'Odoo counts each attempt')
  assert.deepEqual(report.demoFailures, [
    {
      module: 'sale_x',
      message:
        'odoo.tools.convert.ParseError: while parsing /mnt/extra-addons/sale_x/demo/demo.xml:3, somewhere inside <record id="x" model="sale.order"/>',
    },
  ])
  assert.deepEqual(report.inconsistentModules, ['sale_far', 'sale_stuck'])
  assert.deepEqual(report.unmetDependencies, ['Module sale_far needs modules that are not installed: sale_nowhere.'])
})

test('18.0: a database that goes away is told, and the test that was running then never ended', () => {
  const report = reportOf(logLines('18.0'))
  assert.equal(report.databaseFailure, 'psycopg2.OperationalError: server closed the connection unexpectedly')
  assert.deepEqual(
    report.tests.map(({ method, status, message }) => [method, status, message]),
    [
      ['test_one', 'error', 'psycopg2.OperationalError: server closed the connection unexpectedly'],
      ['test_two', 'error', 'never ended'],
    ],
  )
  assert.deepEqual(
    report.warnings.map(({ module, line }) => [module, line]),
    [['stock_x', 3]],
    'a warning about a library is not about an addon',
  )
})
