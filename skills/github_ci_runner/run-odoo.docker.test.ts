import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBench } from './bench.fixture.ts'
import { accessRules, addon, passing } from './odoo/addon.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)
let count = 0
const tested = (files: Record<string, string>) => bench.run(run, { repo: bench.repository(`odoo${count++}`, files) })

interface OdooPart {
  series: string
  selection: string
  warningCount: number
  warnings: { message: string; module: string }[]
  findings: { rule: string; severity: string; file: string }[]
  template: { warm: boolean } | null
  modules: { name: string; state: string; tests: number; failed: number; reason: string | null }[]
}
/** The output is what the verb's schema says. */
const odooOf = (output: Record<string, unknown>) => output.odoo as OdooPart

test('addons anywhere in the tree are installed and tested in a stack of their own, each test with its place', async () => {
  const { output, cause, tests, log } = await tested({
    ...addon('good_one', { tests: passing, manifest: accessRules }),
    ...addon('good_two', {
      folder: 'deep/er',
      depends: ['good_one'],
      tests: { test_more: 'self.assertIn("good_one.thing", self.env)' },
      manifest: accessRules,
    }),
  })
  assert.equal(cause, null, log)
  assert.deepEqual([output.status, output.runner, output.summary], ['success', 'odoo', '3 tests passed, 0 failed'])
  assert.deepEqual(tests.map(({ id, status, suite, file, line }) => [id, status, suite, file, line]).toSorted(), [
    ['good_one.TestThing.test_count', 'passed', 'good_one', 'addons/good_one/tests/test_thing.py', 15],
    ['good_one.TestThing.test_create', 'passed', 'good_one', 'addons/good_one/tests/test_thing.py', 12],
    ['good_two.TestThing.test_more', 'passed', 'good_two', 'deep/er/good_two/tests/test_thing.py', 12],
  ])
  const odoo = odooOf(output)
  assert.equal(odoo.series, '19.0')
  assert.deepEqual(odoo.modules.map(({ name, state, tests }) => [name, state, tests]).toSorted(), [
    ['good_one', 'tested', 2],
    ['good_two', 'tested', 1],
  ])
  assert.match(String(output.isolation), /container/)
})

test('a failing test is red with its traceback and line, an erring one too, and each module has its own count', async () => {
  const { output, cause, tests } = await tested({
    ...addon('red_one', {
      manifest: accessRules,
      tests: {
        ...passing,
        test_red: 'self.assertEqual(1 + 1, 3, "sums are off")',
        test_error: 'self.env["no.such.model"]',
        test_skipped: 'self.skipTest("not today")',
      },
    }),
    ...addon('green_one', { manifest: accessRules, tests: { test_fine: 'self.assertTrue(True)' } }),
  })
  assert.equal(output.status, 'failure')
  assert.equal(cause?.code, 'tests_failed')
  assert.match(cause?.message ?? '', /^2 of 6 tests failed\. The first: red_one\.TestThing\.test_/)
  assert.equal(output.summary, '3 tests passed, 2 failed, 1 skipped')
  const red = tests.find(({ id }) => id === 'red_one.TestThing.test_red')
  assert.match(red?.traceback ?? '', /assertEqual\(1 \+ 1, 3, "sums are off"\)/)
  assert.match(red?.message ?? '', /sums are off/)
  assert.equal(red?.line, 19)
  assert.equal(tests.find(({ name }) => name === 'TestThing.test_error')?.status, 'error')
  assert.match(tests.find(({ status }) => status === 'skipped')?.message ?? '', /not today/)
  assert.deepEqual(
    odooOf(output)
      .modules.map(({ name, state, failed }) => [name, state, failed])
      .toSorted(),
    [
      ['green_one', 'tested', 0],
      ['red_one', 'failed', 2],
    ],
  )
})

test('tests that pass with a warning in the log are green with warnings, and the warning is named', async () => {
  const { output, cause } = await tested(
    addon('warn_one', { manifest: accessRules, tests: { test_warn: '_logger.warning("the stock is low")\nself.assertTrue(True)' } }),
  )
  assert.equal(output.status, 'warning')
  assert.equal(cause?.code, 'warnings')
  const odoo = odooOf(output)
  assert.equal(odoo.warningCount, 1)
  assert.deepEqual([odoo.warnings[0]?.module, odoo.warnings[0]?.message], ['warn_one', 'the stock is low'])
})

test('a view that Odoo refuses is red, and the module is blamed', async () => {
  const view = `<odoo><record id="v" model="ir.ui.view"><field name="name">v</field><field name="model">res.partner</field>
<field name="arch" type="xml"><list><field name="no_such_field"/></list></field></record></odoo>`
  const { output, cause } = await tested(
    addon('bad_view', { manifest: '"data": ["views/v.xml"],', tests: passing, more: { 'views/v.xml': view } }),
  )
  assert.equal(output.status, 'failure')
  assert.match(cause?.message ?? '', /bad_view could not be loaded: .*no_such_field/s)
  assert.equal(odooOf(output).modules[0]?.state, 'failed')
})

test('what Odoo ends with 0 for is not green: no test at all, failed demo data', async () => {
  const none = await tested(addon('no_tests', { manifest: accessRules }))
  assert.equal(none.output.status, 'no_tests')
  assert.equal(none.cause?.code, 'no_tests')
  const demo = `<odoo><record id="d" model="res.partner"><field name="no_such_field">x</field></record></odoo>`
  const bad = await tested(addon('bad_demo', { manifest: '"demo": ["demo/d.xml"],', tests: passing, more: { 'demo/d.xml': demo } }))
  assert.equal(bad.output.status, 'failure', bad.log)
  assert.match(bad.cause?.message ?? '', /Demo data of bad_demo/)
})

test('an external dependency that the image lacks is told, and its module is not called green', async () => {
  const { output, cause } = await tested({
    ...addon('plain', {
      manifest: `${accessRules} "external_dependencies": {"python": ["tomli; python_version < '3.11'", "lxml>=2"]},`,
      tests: passing,
    }),
    ...addon('needy', {
      manifest: `${accessRules} "external_dependencies": {"python": ["no-such-package>=1", "lxml>=99"], "bin": ["no-such-program"]},`,
      tests: passing,
    }),
    ...addon('needier', { depends: ['needy'], manifest: accessRules, tests: passing }),
  })
  assert.equal(output.status, 'unavailable')
  assert.match(cause?.message ?? '', /2 modules could not be tested\. needy: It needs no-such-package>=1, lxml>=99, no-such-program/)
  assert.deepEqual(
    odooOf(output)
      .modules.map(({ name, state }) => [name, state])
      .toSorted(),
    [
      ['needier', 'not_installed'],
      ['needy', 'not_installed'],
      ['plain', 'tested'],
    ],
  )
})

test('a repository with Python and Odoo has both tested, and either alone makes it red', async () => {
  const files = {
    ...addon('both_odoo', { manifest: accessRules, tests: passing }),
    'setup.cfg': '[metadata]\nname = both\nversion = 1\n',
    'both.py': 'three = 3\n',
    'tests/test_both.py':
      'import unittest\nfrom both import three\n\nclass T(unittest.TestCase):\n    def test_three(self):\n        self.assertEqual(three, 3)\n',
  }
  const good = await tested(files)
  assert.equal(good.output.status, 'success', good.log)
  assert.deepEqual(good.tests.map(({ suite }) => suite).toSorted(), ['both_odoo', 'both_odoo', 'test_both.T'])
  const bad = await tested({ ...files, 'both.py': 'three = 4\n' })
  assert.equal(bad.output.status, 'failure')
  assert.equal(bad.output.summary, '2 tests passed, 1 failed')
})

test('only what changed since the base and what depends on it is tested; all is tested when asked for', async () => {
  const files = {
    ...addon('base_one', { manifest: accessRules, tests: passing }),
    ...addon('on_it', { depends: ['base_one'], manifest: accessRules, tests: passing }),
    ...addon('apart', { manifest: accessRules, tests: passing }),
    ...addon('leaving', { manifest: accessRules }),
  }
  const repo = bench.repository('selected', files)
  bench.git(repo, 'checkout', '-q', '-b', 'work')
  bench.git(repo, 'rm', '-q', '-r', 'addons/leaving')
  bench.write(repo, { 'addons/base_one/README.md': 'changed\n' })
  const chosen = await bench.run(run, { repo, branch: 'work', base: 'main' })
  assert.equal(chosen.cause, null, chosen.log)
  assert.match(odooOf(chosen.output).selection, /^1 module changed since main \([0-9a-f]{7}\), and 1 that depend on it; 1 left out\.$/)
  assert.deepEqual([...new Set(chosen.tests.map(({ suite }) => suite))].toSorted(), ['base_one', 'on_it'])
  const apart = odooOf(chosen.output).modules.find(({ name }) => name === 'apart')
  assert.deepEqual([apart?.state, apart?.tests], ['left_out', 0])
  const all = await bench.run(run, { repo, branch: 'work', base: 'main', all: true })
  assert.deepEqual([...new Set(all.tests.map(({ suite }) => suite))].toSorted(), ['apart', 'base_one', 'on_it'])
})

test('a repository that is itself one module is tested under its own name', async () => {
  const files = Object.fromEntries(
    Object.entries(addon('alone', { folder: '', manifest: accessRules, tests: passing })).map(([path, text]) => [
      path.replace('alone/', ''),
      text,
    ]),
  )
  const { cause, tests, log } = await bench.run(run, { repo: bench.repository('alone', files) })
  assert.equal(cause, null, log.slice(-3000))
  assert.deepEqual(
    tests.map(({ suite, file }) => [suite, file]),
    [
      ['alone', 'tests/test_thing.py'],
      ['alone', 'tests/test_thing.py'],
    ],
  )
})

test('where nothing can be installed it is said which modules, and why', async () => {
  const needy = addon('needy', { manifest: `${accessRules} "external_dependencies": {"python": ["no-such-package"]},`, tests: passing })
  const { cause } = await tested(needy)
  assert.equal(cause?.code, 'unavailable')
  assert.match(cause?.message ?? '', /None of the modules can be installed with this image\. needy: It needs no-such-package/)
  const never = await tested(addon('never', { manifest: '"installable": False,', tests: passing }))
  assert.equal(never.cause?.code, 'no_tests')
})

test('a tested module that Odoo would install by itself is still tested', async () => {
  const { cause, tests, log } = await tested(
    addon('eager', { folder: '', manifest: `${accessRules} "auto_install": True,`, tests: passing }),
  )
  assert.equal(cause, null, log.slice(-3000))
  assert.equal(tests.length, 2)
  assert.match(log, /begins empty/)
})

test('a second run of the same content begins with the template of the first', async () => {
  const files = { ...addon('twice', { depends: ['base_setup'], manifest: accessRules, tests: passing }) }
  const repo = bench.repository('twice', files)
  await bench.run(run, { repo })
  const { output, log } = await bench.run(run, { repo })
  assert.equal(odooOf(output).template?.warm, true)
  assert.match(log, /The database is a copy of the template tpl_[0-9a-f]{24}/)
})
