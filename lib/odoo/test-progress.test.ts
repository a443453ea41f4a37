import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, reportOf } from './logs.fixture.ts'

const logger = 'odoo.addons.sale.tests.test_x'
const starting = (name: string, second = 0) => lineOf('INFO', logger, `Starting ${name} ...`, second)
const retrying = lineOf('INFO', 'odoo.tests.common', 'Retrying a failed test: test_a (odoo.addons.sale.tests.test_x.TestX)')
const outcomes = (lines: string[]) => reportOf(lines).tests.map(({ method, status, message }) => [method, status, message])

test('a test ends with what only its runner prints, not with what it may cause itself', () => {
  const ends = [
    lineOf('INFO', 'odoo.modules.loading', 'Module sale loaded in 0.54s, 90 queries'),
    lineOf('INFO', 'odoo.service.server', 'Starting post tests'),
    lineOf('INFO', 'odoo.service.server', '1 post-tests in 0.02s, 26 queries'),
    lineOf('INFO', 'odoo.tests.stats', 'sale: 1 tests 0.02s 26 queries'),
    lineOf('INFO', 'odoo.tests.result', "0 failed, 0 error(s) of 1 tests when loading database 'ci'"),
  ]
  for (const end of ends) assert.deepEqual(outcomes([starting('TestX.test_a'), end]), [['test_a', 'passed', null]], end)
  const causes = [
    lineOf('INFO', 'odoo.modules.loading', 'Module other loaded in 0.54s, 90 queries'),
    lineOf('INFO', 'odoo.modules.loading', 'Modules loaded.'),
    lineOf('INFO', 'odoo.service.server', 'Initiating shutdown'),
    lineOf('INFO', 'odoo.addons.sale.models.order', 'Starting TestX.test_b ...'),
    lineOf('INFO', logger, 'Starting with nothing ...'),
  ]
  for (const cause of causes) assert.deepEqual(outcomes([starting('TestX.test_a'), cause]), [['test_a', 'error', 'never ended']], cause)
})

test('a test that failed before the log stopped keeps its own message', () => {
  const fail = [lineOf('ERROR', logger, 'FAIL: TestX.test_a'), 'Traceback (most recent call last):', 'AssertionError: no']
  assert.deepEqual(outcomes([starting('TestX.test_a'), ...fail]), [['test_a', 'failed', 'AssertionError: no']])
  assert.deepEqual(outcomes([starting('TestX.test_a'), lineOf('ERROR', logger, 'ERROR: TestX.test_a')]), [['test_a', 'error', null]])
})

test('only a new attempt of the same test replaces one that is to be tried again', () => {
  assert.deepEqual(
    outcomes([starting('TestX.test_a'), retrying, starting('TestX.test_a'), starting('TestX.test_b'), starting('TestX.test_c')]),
    [
      ['test_a', 'passed', null],
      ['test_b', 'passed', null],
      ['test_c', 'error', 'never ended'],
    ],
  )
  assert.deepEqual(outcomes([starting('TestX.test_a'), retrying, starting('TestX.test_b')])[0], [
    'test_a',
    'error',
    'It was to be tried again, and was not.',
  ])
  const failing = lineOf('ERROR', logger, 'FAIL: TestX.test_a')
  assert.equal(
    outcomes([starting('TestX.test_a'), failing, retrying, starting('TestX.test_a')])[0]?.[1],
    'failed',
    'a failure that counts is not tried again',
  )
})

test('a skip is one of its test, not of a subtest, and no failure becomes one', () => {
  const [one, sub, late] = [
    'skipped TestX.test_a : why : not',
    'skipped Subtest TestX.test_b (i=1) : no',
    'skipped TestX.test_c : too late',
  ]
  const lines = [
    starting('TestX.test_a'),
    lineOf('INFO', logger, one ?? ''),
    starting('TestX.test_b'),
    lineOf('INFO', logger, sub ?? ''),
    starting('TestX.test_c'),
    lineOf('ERROR', logger, 'FAIL: TestX.test_c'),
    lineOf('INFO', logger, late ?? ''),
    starting('TestX.test_d'),
  ]
  assert.deepEqual(outcomes(lines).slice(0, 3), [
    ['test_a', 'skipped', 'why : not'],
    ['test_b', 'passed', null],
    ['test_c', 'failed', null],
  ])
})

test('what was not seen to begin is told all the same, and does not end what runs', () => {
  const lines = [
    starting('TestX.test_a'),
    lineOf('ERROR', logger, 'FAIL: TestX.test_other'),
    lineOf('INFO', 'odoo.tests.stats', 'sale: 1 tests'),
  ]
  assert.deepEqual(outcomes(lines), [
    ['test_other', 'failed', null],
    ['test_a', 'passed', null],
  ])
})

test('an error of a whole class ends the test before, is an error of its module, and counts as no test', () => {
  const holder = (method: string, name: string) => lineOf('ERROR', 'unittest.suite', `ERROR: ${method} (${name})`)
  const report = reportOf([
    starting('TestX.test_a'),
    holder('tearDownClass', 'odoo.addons.sale.tests.test_x.TestX'),
    holder('setUpClass', 'odoo.addons.sale.tests.deep.test_y.TestY.Inner'),
    holder('setUpClass', 'odoo.addons.sale.helpers.TestZ'),
    holder('setUpClass', 'somewhere.else.TestQ'),
  ])
  assert.deepEqual(
    report.tests.map(({ module, className, method, file, status }) => [module, className, method, file, status]),
    [
      ['sale', 'TestX', 'test_a', 'tests/test_x.py', 'passed'],
      ['sale', 'TestX', 'tearDownClass', 'tests/test_x.py', 'error'],
      ['sale', 'TestY.Inner', 'setUpClass', 'tests/deep/test_y.py', 'error'],
      ['sale', 'TestZ', 'setUpClass', 'helpers.py', 'error'],
      ['odoo', 'TestQ', 'setUpClass', null, 'error'],
    ],
  )
  assert.deepEqual(
    report.modules.map(({ name, tests, errors }) => [name, tests, errors]),
    [
      ['sale', 1, 3],
      ['odoo', 0, 1],
    ],
  )
})

test('the place is in the test’s own file, though it failed in another', () => {
  const lines = [
    starting('TestX.test_a'),
    lineOf('ERROR', logger, 'ERROR: TestX.test_a'),
    'Traceback (most recent call last):',
    '  File "/mnt/extra-addons/sale/tests/test_x.py", line 12, in test_a',
    '  File "/mnt/extra-addons/sale/models/order.py", line 88, in confirm',
    '  File "/usr/lib/python3/dist-packages/odoo/tests/test_x.py", line 3, in deep',
    'KeyError: 1',
  ]
  const [failed] = reportOf(lines).tests
  assert.deepEqual([failed?.file, failed?.line], ['tests/test_x.py', 12])
  assert.equal(reportOf(lines.filter((line) => !line.includes('/sale/'))).tests[0]?.line, null)
})

test('tests of an upgrade script outside of its module have no file', () => {
  const [upgraded] = reportOf([lineOf('INFO', 'odoo.upgrade.sale.tests.test_up', 'Starting TestUp.test_a ...')]).tests
  assert.deepEqual([upgraded?.module, upgraded?.file], ['sale', null])
})

test('tests that Odoo counts and the log does not name are unseen', () => {
  const summary = (tests: number) =>
    lineOf('INFO', 'odoo.tests.result', `0 failed, 0 error(s) of ${tests} tests when loading database "c'i"`)
  const report = reportOf([starting('TestX.test_a'), summary(3)])
  assert.equal(report.unseen, 2)
  assert.equal(report.summary?.database, "c'i")
  assert.equal(reportOf([starting('TestX.test_a'), summary(0)]).unseen, 0)
})

test('of several databases the worst is told', () => {
  const summary = (failed: number, database: string) =>
    lineOf('INFO', 'odoo.tests.result', `${failed} failed, 0 error(s) of 3 tests when loading database '${database}'`)
  assert.equal(reportOf([summary(2, 'a'), summary(0, 'b')]).summary?.database, 'a')
  assert.equal(reportOf([summary(0, 'a'), summary(0, 'b')]).summary?.database, 'b')
})
