import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OdooModule } from '../../../lib/odoo/modules.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import { checkModules, type Known } from './checks-modules.ts'
import { moduleOf } from './modules.fixture.ts'
import type { CoreModules } from './plan.ts'

const core: CoreModules = new Map(['base', 'sale', 'stock'].map((name) => [name, { depends: [], autoInstall: false }]))

function check(modules: OdooModule[], more: Partial<Known> = {}, judged: { series?: Series; core?: CoreModules } = {}) {
  return checkModules(
    { modules, unread: [], linked: [], sources: new Map(), elsewhere: null, ...more },
    { series: '19.0', core, ...judged },
  )
}
const rules = (...given: Parameters<typeof check>) => check(...given).map(({ rule, severity, module }) => `${severity} ${rule} ${module}`)

test('modules that need each other and Odoo’s own have nothing wrong', () => {
  assert.deepEqual(check([moduleOf('a', ['base', 'sale']), moduleOf('b', ['a', 'stock'])]), [])
})

test('a dependency that nobody has is an error that names both, at its place in the manifest', () => {
  const source = '{\n  "depends": ["base", "slae"],\n}'
  assert.deepEqual(check([moduleOf('a', ['base', 'slae'])], { sources: new Map([['addons/a/__manifest__.py', source]]) }), [
    {
      rule: 'unknown-dependency',
      severity: 'error',
      module: 'a',
      file: 'addons/a/__manifest__.py',
      line: 2,
      column: 23,
      message: 'a depends on slae, which is neither in this repository nor in Odoo 19.0. Add it, or correct the name.',
    },
  ])
})

test('it is a warning where the repository says that modules come from others, and names the file that says so', () => {
  const [finding, ...others] = check([moduleOf('a', ['queue_job'])], { elsewhere: 'oca_dependencies.txt' })
  assert.deepEqual([finding?.severity, finding?.rule, others], ['warning', 'unknown-dependency', []])
  assert.match(finding?.message ?? '', /queue_job, .*\(oca_dependencies\.txt\)/)
})

test('nothing is said of modules that are not in the tree when those of Odoo are not known', () => {
  assert.deepEqual(check([moduleOf('a', ['anything'])], {}, { core: null }), [])
})

test('a module that is linked or has an unreadable manifest is no unknown dependency', () => {
  assert.deepEqual(check([moduleOf('a', ['b', 'c'])], { linked: ['b'], unread: [{ name: 'c', path: 'c' }] }), [])
})

test('a dependency that is not installable is an error, also where the modules of Odoo are not known', () => {
  const modules = [moduleOf('a', ['b']), moduleOf('b', ['nothing'], { installable: false, version: '12.0.1.0.0' })]
  assert.deepEqual(rules(modules, {}, { core: null }), ['error uninstallable-dependency a'])
})

test('two modules of one name are an error that names both folders, unless neither can be installed', () => {
  const twin = { ...moduleOf('a', []), path: 'more/a' }
  const [finding, ...others] = check([moduleOf('a', []), twin])
  assert.deepEqual([finding?.rule, finding?.severity, finding?.file, others], ['duplicate-module', 'error', 'more/a/__manifest__.py', []])
  assert.match(finding?.message ?? '', /in addons\/a and in more\/a/)
  const dead = (module: OdooModule) => ({ ...module, manifest: { ...module.manifest, installable: false } })
  assert.deepEqual(rules([dead(moduleOf('a', [])), twin]), ['error duplicate-module a'])
  assert.deepEqual(rules([moduleOf('a', []), dead(twin)]), ['error duplicate-module a'])
  assert.deepEqual(rules([dead(moduleOf('a', [])), dead(twin)]), [])
})

test('each circle is told once, with the way around', () => {
  const modules = [moduleOf('c', ['a']), moduleOf('b', ['c']), moduleOf('a', ['b']), moduleOf('own', ['own'])]
  assert.deepEqual(
    check(modules).map(({ rule, severity, module, message }) => [rule, severity, module, message]),
    [
      ['dependency-cycle', 'error', 'a', 'These modules depend on each other, so that none can be installed: a → b → c → a.'],
      ['dependency-cycle', 'error', 'own', 'These modules depend on each other, so that none can be installed: own → own.'],
    ],
  )
})

test('a version of another series is told where the series has such a rule', () => {
  const modules = [moduleOf('a', [], { version: '18.0.1.0.0' })]
  assert.deepEqual(rules(modules), ['error manifest-version-format a'])
  assert.deepEqual(rules(modules, {}, { series: '16.0' }), [])
})

test('ten thousand modules in a chain are judged', () => {
  const modules = Array.from({ length: 10_000 }, (_, index) => moduleOf(`m${index}`, [index === 0 ? 'base' : `m${index - 1}`]))
  assert.deepEqual(check(modules), [])
})

test('a module with the name of one of Odoo’s own is an error, since Odoo loads its own', () => {
  assert.deepEqual(rules([moduleOf('stock', ['base'])]), ['error core-module stock'])
  assert.deepEqual(rules([moduleOf('stock', ['base'], { installable: false })]), [])
  assert.deepEqual(rules([moduleOf('stock', ['base'])], {}, { core: null }), [])
})
