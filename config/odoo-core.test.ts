import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreModules, coreNames } from './odoo-core.ts'

test('the modules of Odoo 19 are known, with what they need and whether they come by themselves', () => {
  const modules = coreModules('19.0')
  assert.ok(modules && modules.size > 600)
  assert.deepEqual(modules.get('account_add_gln'), { depends: ['account'], autoInstall: true })
  assert.equal(modules.get('account')?.autoInstall, false)
  assert.ok(modules.has('base'))
  const unknown = [...modules].flatMap(([name, { depends }]) => depends.filter((one) => !modules.has(one)).map((one) => `${name}: ${one}`))
  assert.deepEqual(unknown, [])
  assert.equal(coreModules('19.0'), modules)
})

test('of a series without a list nothing is known', () => {
  assert.equal(coreModules('16.0'), null)
  assert.equal(coreModules('../x'), null)
})

test('of the series before 19 the names of the modules are known, and no more', () => {
  for (const series of ['16.0', '17.0', '18.0', '19.0']) {
    const names = coreNames(series)
    assert.ok(names && names.size > 500, series)
    for (const name of ['base', 'web', 'account', 'sale']) assert.ok(names.has(name), `${name} of ${series}`)
  }
  assert.equal(coreNames('16.0')?.has('account_financial_report'), false)
  assert.equal(coreNames('15.0'), null)
  assert.equal(coreNames('constructor'), null)
})
