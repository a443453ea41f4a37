import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isChosen, layoutAddress } from './layout-address.ts'

const usual = { show: 'all', rule: '', isTree: false, environment: '' } as const
const finding = { rule: 'readme', level: 'warning', path: 'a', message: '', hint: '', since: null, fix: null, waiver: null } as const

test('the address says what is not as usual, and nothing else', () => {
  assert.equal(layoutAddress(usual), '/layout-check')
  assert.equal(
    layoutAddress({ ...usual, environment: 'production' }, { show: 'error', rule: 'readme' }),
    '/layout-check?show=error&rule=readme&environment=production',
  )
})

test('a phone’s tree is left by every other way', () => {
  const tree = { ...usual, isTree: true, rule: 'readme' }
  assert.equal(layoutAddress(usual, { isTree: true }), '/layout-check?view=tree')
  assert.equal(layoutAddress(tree), '/layout-check?rule=readme')
})

test('what is waived is among all and among the waived, and of no level', () => {
  const waived = { ...finding, waiver: { reason: 'x', until: '2999-01-01' } }
  const chosen = (one: Parameters<typeof isChosen>[0]) =>
    (['all', 'error', 'warning', 'waived'] as const).filter((choice) => isChosen(one, choice))
  assert.deepEqual(chosen(finding), ['all', 'warning'])
  assert.deepEqual(chosen(waived), ['all', 'waived'])
})
