import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingPlace, firstErrorOf, gravestFirst } from './finding-order.ts'
import { type OdooFinding, odooOf } from './odoo-run.ts'

const finding = (severity: 'error' | 'warning', file: string | null, line: number | null, message: string): OdooFinding => ({
  rule: 'r',
  severity,
  module: 'sale_x',
  file,
  line,
  message,
})

test('errors stand before warnings, each by place', () => {
  const rows = [
    finding('warning', 'a.py', 1, 'w'),
    finding('error', 'b.py', 9, 'b9'),
    finding('error', 'b.py', 2, 'b2'),
    finding('error', null, null, 'all'),
  ]
  assert.deepEqual(
    gravestFirst(rows).map(({ message }) => message),
    ['all', 'b2', 'b9', 'w'],
  )
})

test('a place is as exact as is known', () => {
  assert.equal(findingPlace(finding('error', 'a/__manifest__.py', 4, '')), 'a/__manifest__.py:4')
  assert.equal(findingPlace(finding('error', 'a/__manifest__.py', null, '')), 'a/__manifest__.py')
  assert.equal(findingPlace(finding('error', null, null, '')), 'sale_x')
  assert.equal(findingPlace({ file: null, line: null, module: null }), '')
})

test('the finding that explains a run is the first error, as the checks order them', () => {
  const findings = [finding('warning', 'a.py', 1, 'w'), finding('error', 'b.py', 9, 'b9'), finding('error', 'b.py', 2, 'b2')]
  const odoo = odooOf({ odoo: { findings: findings.map((each) => ({ ...each })), findingCounts: { errors: 230, warnings: 1 } } })
  assert.deepEqual([firstErrorOf(odoo)?.first.message, firstErrorOf(odoo)?.errors], ['b9', 230])
  assert.equal(firstErrorOf(odooOf({ odoo: { findings: [{ ...finding('warning', 'a.py', 1, 'w') }] } })), null)
  assert.equal(firstErrorOf(null), null)
})
