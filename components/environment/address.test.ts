import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptAddress, placeOf, withEnvironment } from './address.ts'

test('an environment is chosen, changed and let go of, and the rest of the address stays as it is written', () => {
  assert.equal(withEnvironment('/runs', 'live'), '/runs?environment=live')
  assert.equal(
    withEnvironment('/runs?filter=a%20b+c&environment=live#L3', 'staging/main'),
    '/runs?filter=a%20b+c&environment=staging%2Fmain#L3',
  )
  assert.equal(withEnvironment('/runs?environment=live&span=1d', ''), '/runs?span=1d')
  assert.equal(withEnvironment('/runs?environment&environments=x', ''), '/runs?environments=x')
  assert.equal(withEnvironment('?tab=log', 'live'), '?tab=log&environment=live')
})

test('it is kept on every way to a page, and a place on the page is none', () => {
  assert.equal(keptAddress('/ci', 'live'), '/ci?environment=live')
  assert.equal(keptAddress('/ci', ''), '/ci')
  assert.equal(keptAddress('#content', 'live'), '#content')
})

test('a place has its port and its path, by which two of one host are told apart', () => {
  assert.equal(placeOf('https://acme.example/'), 'acme.example')
  assert.equal(placeOf('http://127.0.0.1:8069/odoo/'), '127.0.0.1:8069/odoo')
  assert.equal(placeOf('nothing'), 'nothing')
})
