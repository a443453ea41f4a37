import assert from 'node:assert/strict'
import { test } from 'node:test'
import { odooOf } from './odoo-run.ts'

const module = {
  name: 'sale_x',
  path: 'addons/sale_x',
  state: 'tested',
  tests: 4,
  failed: 0,
  skipped: 1,
  warnings: 2,
  durationMs: 40,
  reason: null,
}
const warning = {
  module: 'sale_x',
  logger: 'odoo.fields',
  message: 'unknown parameter',
  line: 12,
  isNew: true,
  firstSeen: { commit: 'abc1234def', run: 'r0' },
}
const finding = { rule: 'manifest-key', severity: 'warning', module: 'sale_x', file: 'sale_x/__manifest__.py', line: 3, message: 'm' }

test('a run without an Odoo part has none, whatever stands in its place', () => {
  for (const output of [null, {}, { odoo: null }, { odoo: 'x' }, { odoo: [] }]) assert.equal(odooOf(output), null)
})

test('the Odoo part of an output is read as it is', () => {
  const odoo = {
    series: '19.0',
    because: 'the manifests say so',
    image: 'odoo:19',
    selection: 'All 1 module.',
    modules: [module],
    warnings: [warning],
    warningCount: 340,
    newWarnings: { count: 2, against: 'main', run: 'r1' },
    findings: [finding],
    findingCounts: { errors: 0, warnings: 1 },
    template: { key: 'ab12', warm: true, seconds: 0.2 },
  }
  assert.deepEqual(odooOf({ odoo }), odoo)
})

test('an output of another release shows what it has', () => {
  const odoo = odooOf({ odoo: { modules: [{ name: 'a', state: 'left_out' }], findings: [{ message: 'x' }], warnings: [warning, warning] } })
  assert.deepEqual(odoo?.modules, [
    { name: 'a', state: 'left_out', path: '', tests: 0, failed: 0, skipped: 0, warnings: 0, durationMs: null, reason: null },
  ])
  assert.deepEqual([odoo?.warningCount, odoo?.findingCounts], [2, { errors: 1, warnings: 0 }])
  assert.deepEqual([odoo?.image, odoo?.template, odoo?.newWarnings, odoo?.series], [null, null, null, ''])
})

test('a row that does not have its shape hides no other', () => {
  const odd = [null, 7, 'x', [], {}, { name: 'a', state: 'melted' }, { name: '', state: 'tested' }]
  const odoo = odooOf({
    odoo: { modules: [...odd, module], warnings: [...odd, warning], findings: [...odd, finding], template: { warm: true } },
  })
  assert.deepEqual([odoo?.modules.length, odoo?.warnings.length, odoo?.findings.length, odoo?.template], [1, 1, 1, null])
})

test('numbers that count nothing are none: no negative count, no line 0', () => {
  const odoo = odooOf({
    odoo: { modules: [{ ...module, tests: -1, durationMs: -1 }], warnings: [{ ...warning, line: 0, firstSeen: { commit: 'abc' } }] },
  })
  assert.deepEqual([odoo?.modules[0]?.tests, odoo?.modules[0]?.durationMs, odoo?.warnings[0]?.line], [0, null, null])
  assert.equal(odoo?.warnings[0]?.firstSeen, null)
})
