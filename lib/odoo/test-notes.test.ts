import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, reportOf } from './logs.fixture.ts'

const loading = (name: string) => lineOf('INFO', 'odoo.modules.loading', `Loading module ${name} (1/1)`)
const loaded = (name: string) => lineOf('INFO', 'odoo.modules.loading', `Module ${name} loaded in 0.01s, 1 queries`)

test('what speaks of the machine or of how Odoo was started is no warning about addons', () => {
  const report = reportOf([
    lineOf('WARNING', 'odoo', 'Python 3.14 is not officially supported, please use Python 3.13 instead'),
    lineOf('WARNING', 'odoo.tools.config', "option --without-demo: since 19.0, invalid boolean value: 'all', assume True"),
    lineOf('WARNING', 'odoo.service.server', 'Unit testing in workers mode could fail; use --workers 0.'),
    lineOf('WARNING', 'odoo.modules.loading', 'Transient module states were reset'),
    lineOf('WARNING', 'odoo.tests.result', "0 failed, 0 error(s) of 0 tests when loading database 'ci'"),
    lineOf('WARNING', 'odoo.service.db', 'Unable to create PostgreSQL extensions : no'),
    lineOf('WARNING', 'odoo.addons.base.models.ir_actions_report', 'wkhtmltopdf: Exit with code 1'),
    lineOf('WARNING', 'py.warnings', "/opt/odoo/registry.py:1: UserWarning: PostgreSQL function 'unaccent' is present but not immutable"),
    lineOf('WARNING', 'py.warnings', '/usr/local/lib/python3.12/asyncio/x.py:1: DeprecationWarning: old'),
  ])
  assert.equal(report.warningCount, 0)
  assert.equal(report.summary?.tests, 0)
})

test('a warning is about the module of its logger, the one it names, the one of its files, or the one at work', () => {
  const cases: [string, string, string | null][] = [
    ['odoo.addons.stock.models.move', 'x', 'stock'],
    ['odoo.modules.module', "Missing `author` key in manifest for 'crm', defaulting to ''", 'crm'],
    ['odoo.modules.module_graph', 'module crm: not installable, skipped', 'crm'],
    ['odoo.modules.loading', 'File a.xml is imported twice in module sale data', 'sale'],
    ['odoo.addons.base.models.ir_ui_view', 'no title in /mnt/extra-addons/sale/views/a.xml', 'sale'],
    ['py.warnings', '/mnt/extra-addons/sale/models/a.py:3: DeprecationWarning: old', 'sale'],
    ['odoo.addons.base.models.ir_ui_view', 'no title', 'base'],
    ['odoo.http', 'the module is slow', null],
  ]
  const idle = [loading('sale'), loaded('sale')]
  for (const [logger, message, module] of cases)
    assert.equal(reportOf([...idle, lineOf('WARNING', logger, message)]).warnings[0]?.module, module, message)
  const working = reportOf([loading('sale'), lineOf('WARNING', 'odoo.addons.base.models.ir_ui_view', 'no title')])
  assert.deepEqual([working.warnings[0]?.module, working.modules[0]?.warnings], ['sale', 1])
})

test('200 complaints are kept in full and all are counted', () => {
  const lines = Array.from({ length: 500 }, (_, index) => [
    lineOf('WARNING', `odoo.addons.sale${index}.models.x`, `w${index}`),
    lineOf('ERROR', 'odoo.http', `e${index}`),
  ]).flat()
  const report = reportOf(lines)
  assert.deepEqual([report.warnings.length, report.warningCount, report.errors.length, report.errorCount], [200, 500, 200, 500])
  assert.equal(report.warnings.at(-1)?.message, 'w199')
})

test('a long traceback keeps its first and last hundred lines and says what lies between', () => {
  const rest = Array.from({ length: 450 }, (_, index) => `  line ${index}`)
  const [error] = reportOf([lineOf('ERROR', 'odoo.http', 'boom'), ...rest]).errors
  const detail = error?.detail?.split('\n') ?? []
  assert.equal(detail.length, 201)
  assert.deepEqual(
    [detail[0], detail[99], detail[100], detail[101], detail[200]],
    ['  line 0', '  line 99', '… 250 lines left out …', '  line 350', '  line 449'],
  )
  assert.match(reportOf([lineOf('ERROR', 'odoo.http', 'boom'), ...rest.slice(0, 201)]).errors[0]?.detail ?? '', /^… 1 line left out …$/m)
})

test('long lines are cut', () => {
  const report = reportOf([lineOf('ERROR', 'odoo.http', 'm'.repeat(100_000)), 'd'.repeat(100_000)])
  assert.deepEqual([report.errors[0]?.message.length, report.errors[0]?.detail?.length], [2_000, 1_000])
})

test('a traceback that no record announced is an error when the log ends with it', () => {
  const info = lineOf('INFO', 'odoo.http', 'x')
  const trace = ['Traceback (most recent call last):', '  File "/x.py", line 1, in x', 'KeyError: 1']
  assert.deepEqual(
    reportOf([info, ...trace]).errors.map(({ level, logger, message, line }) => [level, logger, message, line]),
    [['CRITICAL', 'stderr', 'KeyError: 1', 2]],
  )
  assert.equal(reportOf([info, ...trace, info]).errorCount, 0, 'an information with a traceback')
  assert.equal(reportOf([info, 'just printed']).errorCount, 0)
  assert.equal(reportOf([lineOf('WARNING', 'odoo.http', 'x'), ...trace]).errorCount, 0, 'a warning has it as its detail')
  assert.equal(
    reportOf([info, 'Fatal Python error: Segmentation fault', '', 'Current thread'].slice()).errors[0]?.message,
    'Fatal Python error: Segmentation fault',
  )
})

test('a process that never wrote a record is told by its last words', () => {
  assert.equal(
    reportOf(['Usage: odoo [options]', '', 'odoo: error: no such option: --nothing', '']).errors[0]?.message,
    'odoo: error: no such option: --nothing',
  )
  const wait = reportOf(['Database connection failure: could not translate host name "db"'])
  assert.equal(wait.databaseFailure, 'Database connection failure: could not translate host name "db"')
  for (const silent of [[], [''], ['', ' ']]) assert.equal(reportOf(silent).errorCount, 0)
})

test('a test that speaks to a database of its own does not make Odoo’s fail', () => {
  const logger = 'odoo.addons.sale.tests.test_x'
  const refused = 'psycopg2.OperationalError: connection to server at "10.0.0.9", port 5432 failed: Connection refused'
  assert.equal(reportOf([lineOf('ERROR', logger, 'ERROR: TestX.test_a'), refused]).databaseFailure, null)
  assert.equal(
    reportOf([lineOf('CRITICAL', 'odoo.service.server', 'Failed to initialize database `ci`.'), refused]).databaseFailure,
    refused,
  )
  const query = 'psycopg2.errors.UndefinedTable: relation "x" does not exist'
  assert.equal(reportOf([lineOf('ERROR', 'odoo.http', 'boom'), query]).databaseFailure, null)
})
