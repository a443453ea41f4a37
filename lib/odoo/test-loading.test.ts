import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, reportOf } from './logs.fixture.ts'

const critical = lineOf('CRITICAL', 'odoo.service.server', 'Failed to initialize database `ci`.')
const loadingOf = (name: string) => lineOf('INFO', 'odoo.modules.loading', `Loading module ${name} (1/2)`)
const loadedOf = (name: string) => lineOf('INFO', 'odoo.modules.loading', `Module ${name} loaded in 0.01s, 1 queries`)

test('what a module needs and Odoo does not find is told in the words of each series', () => {
  const cases: [string, string][] = [
    [
      "odoo.exceptions.UserError: You try to install module 'a' that depends on module 'b'.",
      'Module a needs the module b, which Odoo does not find.',
    ],
    [
      'odoo.exceptions.UserError: Unable to install module "a" because an external dependency is not met: Python library not installed: zeep',
      'Module a needs what is not installed beside Odoo: Python library not installed: zeep.',
    ],
    [
      'odoo.exceptions.UserError: Unable to upgrade module "a" because an external dependency is not met: zeep.',
      'Module a needs what is not installed beside Odoo: zeep.',
    ],
  ]
  for (const [exception, sentence] of cases) {
    const report = reportOf([
      critical,
      'Traceback (most recent call last):',
      '  File "x.py", line 1',
      exception,
      'It can be installed running: apt install x',
    ])
    assert.deepEqual(report.unmetDependencies, [sentence])
    assert.equal(report.loadFailure?.module, 'a')
    assert.equal(report.loadFailure?.message, exception)
  }
  assert.deepEqual(reportOf([critical, 'KeyError: 1']).unmetDependencies, [])
  assert.deepEqual(reportOf([lineOf('INFO', 'odoo.modules.graph', 'Unmet dependencies')]).unmetDependencies, [])
})

test('a failure after the loading is laid to the module whose file it came from', () => {
  const tests = [
    'Traceback (most recent call last):',
    '  File "/mnt/extra-addons/sale/tests/__init__.py", line 1, in <module>',
    'ImportError: x',
  ]
  const report = reportOf([loadingOf('sale'), loadedOf('sale'), loadingOf('crm'), loadedOf('crm'), critical, ...tests])
  assert.deepEqual([report.loadFailure?.module, report.loadFailure?.message], ['sale', 'ImportError: x'])
  assert.equal(report.loadFailure?.traceback, tests.join('\n'))
})

test('without a traceback the first line that tells of the failure is its message', () => {
  const broken = lineOf('CRITICAL', 'odoo.modules.module', "Couldn't load module sale")
  const registry = lineOf('ERROR', 'odoo.modules.registry', 'Failed to load registry')
  assert.deepEqual(reportOf([broken, registry]).loadFailure, { module: 'sale', message: "Couldn't load module sale", traceback: null })
  assert.deepEqual(reportOf([registry]).loadFailure, { module: null, message: 'Failed to load registry', traceback: null })
  assert.equal(reportOf([critical, 'KeyError: 1', registry]).loadFailure?.message, 'KeyError: 1', 'and what is known stays')
  for (const message of [
    'module base cannot be loaded! (hint: verify addons-path)',
    'Database ci not initialized, you can force it with `-i base`',
  ])
    assert.equal(reportOf([lineOf('ERROR', 'odoo.modules.loading', message)]).loadFailure?.message, message)
})

test('several unknown modules are named one by one, each once', () => {
  const line = lineOf('WARNING', 'odoo.modules.loading', 'invalid module names, ignored: a, b')
  assert.deepEqual(reportOf([line, line]).unknownModules, ['a', 'b'])
})

test('counts of a module whose tests the log does not name are taken from its own line, and are an error', () => {
  const counts = lineOf('ERROR', 'odoo.modules.loading', 'Module sale: 2 failures, 1 errors of 12 tests')
  const result = lineOf('ERROR', 'odoo.tests.result', "2 failed, 1 error(s) of 12 tests when loading database 'ci'")
  const report = reportOf([loadingOf('sale'), counts, result])
  assert.deepEqual([report.modules[0]?.failed, report.modules[0]?.errors, report.errorCount, report.unseen], [2, 1, 2, 12])
})

test('a module whose tests run without its being installed is loaded when all are', () => {
  const starting = lineOf('INFO', 'odoo.addons.sale.tests.test_x', 'Starting TestX.test_a ...')
  const loaded = lineOf('INFO', 'odoo.modules.loading', 'Modules loaded.')
  assert.deepEqual(
    [reportOf([loaded, starting]), reportOf([starting])].map(({ modules }) => modules[0]?.loaded),
    [true, false],
  )
})

test('a demo that fails without a traceback is told by its line', () => {
  const line = lineOf('WARNING', 'odoo.modules.loading', 'Module sale demo data failed to install, installed without demo data')
  const report = reportOf([line])
  assert.equal(report.demoFailures[0]?.message, 'Module sale demo data failed to install, installed without demo data')
  assert.equal(report.warningCount, 1)
})
